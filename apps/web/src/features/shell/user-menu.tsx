'use client';
import { Menu, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import Link from 'next/link';
import { IconLogout, IconShieldCog, IconUser } from '@tabler/icons-react';
import { authClient } from '../auth/auth-client.ts';
import type { FrameViewer } from './frame-viewer.ts';
import type { MenuButtonProps } from './on-demand.tsx';
import { OpeningMenu } from './opening-menu.tsx';

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const satisfies ReadonlyArray<{ value: MantineColorScheme; label: string }>;

const schemeOf = (name: string): MantineColorScheme => schemes.find(({ value }) => value === name)?.value ?? 'auto';

async function signOut() {
  await authClient.signOut();
  // A whole page load: nothing cached for this person may stay.
  window.location.assign('/sign-in');
}

/** Who is signed in; theme and sign-out. */
export function UserMenu({ viewer, button }: MenuButtonProps & { viewer: FrameViewer }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <OpeningMenu button={button} width={220}>
      <Menu.Label>
        <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
          {viewer.name}
        </Text>
        <Text size="xs" truncate>
          {viewer.email}
        </Text>
      </Menu.Label>
      <Menu.Divider />
      <Menu.Item component={Link} href="/profile" leftSection={<IconUser size={16} aria-hidden="true" />}>
        Profile
      </Menu.Item>
      {viewer.isInstanceAdmin ? (
        <Menu.Item component={Link} href="/admin" leftSection={<IconShieldCog size={16} aria-hidden="true" />}>
          Administration
        </Menu.Item>
      ) : null}
      <Menu.Divider />
      <Menu.Label>Theme</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
        {schemes.map(({ value, label }) => (
          <Menu.RadioItem key={value} value={value}>
            {label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => void signOut()}>
        Sign out
      </Menu.Item>
    </OpeningMenu>
  );
}
