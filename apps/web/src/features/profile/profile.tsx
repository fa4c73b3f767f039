'use client';
import { Group, Paper, SegmentedControl, Stack, Text, Title, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { PersonAvatar } from '@reprise/ui';
import type { ReactNode } from 'react';
import { PreferenceFields } from '../call/capture-settings.tsx';
import { NameForm } from './name-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SignIns } from './sign-ins.tsx';

/** One's own account: name, theme, password, and where one is signed in. */
export function Profile({ viewer }: { viewer: { name: string; email: string } }) {
  return (
    <Stack gap="lg" maw={720}>
      <Group gap="md" wrap="nowrap">
        <PersonAvatar name={viewer.name} size={56} />
        <div style={{ minWidth: 0 }}>
          <Title order={1} size="h2">
            {viewer.name}
          </Title>
          <Text c="dimmed" truncate>
            {viewer.email}
          </Text>
        </div>
      </Group>
      <Card title="Name" help="Others see it in calls, channels and beside your clips; in a call from the next time you join.">
        <NameForm name={viewer.name} />
      </Card>
      <Card title="Theme" help="On this device.">
        <ThemeChoice />
      </Card>
      <Card title="Capturing" help="In every call, on every computer. Each change is saved at once.">
        <PreferenceFields />
      </Card>
      <Card title="Password" help="At least 8 characters.">
        <PasswordForm />
      </Card>
      <Card title="Where you are signed in" help="Sign out what you do not know.">
        <SignIns />
      </Card>
    </Stack>
  );
}

function Card({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="lg" bg="var(--reprise-surface)">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {help}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server does not know what this device chose.
  const isMounted = useMounted();
  return (
    <Group>
      <SegmentedControl<MantineColorScheme>
        aria-label="Theme"
        data={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'auto', label: 'As the system' },
        ]}
        value={isMounted ? colorScheme : 'auto'}
        onChange={setColorScheme}
      />
    </Group>
  );
}
