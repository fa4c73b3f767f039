'use client';
import { Alert, Anchor, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { BrandMark } from '@reprise/ui';
import Link from 'next/link';
import { useAuthForm, type AuthMode } from './use-auth-form.ts';

const texts = {
  'sign-in': { title: 'Sign in', submit: 'Sign in', other: 'New here?', otherLink: 'Create an account', otherPath: '/sign-up' },
  'sign-up': { title: 'Create your account', submit: 'Sign up', other: 'Already have one?', otherLink: 'Sign in', otherPath: '/sign-in' },
} as const satisfies Record<AuthMode, Record<string, string>>;

/** The sign-in and sign-up card; goes on to `returnTo` when it worked. */
export function AuthForm({ mode, returnTo }: { mode: AuthMode; returnTo: string }) {
  const { submit, error, isBusy, isReady } = useAuthForm(mode, returnTo);
  const text = texts[mode];
  return (
    <Stack component="main" align="center" justify="center" gap="xl" mih="100dvh" p="md">
      <Stack align="center" gap={6}>
        <BrandMark size={44} />
        <Text fw={700} size="xl">
          Reprise
        </Text>
        <Text c="dimmed" ta="center">
          Something great just happened? Keep it.
        </Text>
      </Stack>
      <Paper withBorder p="xl" w="100%" maw={400} bg="var(--reprise-surface)">
        <form method="post" onSubmit={submit}>
          <Stack>
            <Title order={1} size="h3">
              {text.title}
            </Title>
            {error === undefined ? null : (
              <Alert color="red" role="alert" variant="light">
                {error}
              </Alert>
            )}
            {mode === 'sign-up' ? <TextInput label="Name" autoComplete="name" name="name" required /> : null}
            <TextInput label="Email" type="email" autoComplete="email" name="email" required />
            <PasswordInput
              label="Password"
              autoComplete={mode === 'sign-up' ? 'new-password' : 'current-password'}
              minLength={mode === 'sign-up' ? 8 : 1}
              {...(mode === 'sign-up' ? { description: 'At least 8 characters' } : {})}
              required
              name="password"
            />
            <Button type="submit" loading={isBusy} disabled={!isReady} fullWidth>
              {text.submit}
            </Button>
            <Text size="sm" c="dimmed" ta="center">
              {text.other}{' '}
              <Anchor component={Link} href={{ pathname: text.otherPath, query: returnTo === '/' ? {} : { returnTo } }} underline="always">
                {text.otherLink}
              </Anchor>
            </Text>
          </Stack>
        </form>
      </Paper>
    </Stack>
  );
}
