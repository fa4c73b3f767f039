'use client';
import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { LocalTime } from '@reprise/ui';
import { useQuery } from '@tanstack/react-query';
import { authClient } from '../auth/auth-client.ts';
import classes from '../community-settings/rows.module.css';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { describeDevice } from './describe-device.ts';
import { useAccountAction } from './use-account-action.ts';

async function listSignIns() {
  const [sessions, current] = await Promise.all([authClient.listSessions(), authClient.getSession()]);
  if (sessions.error !== null) throw new Error(sessions.error.message ?? 'The list was refused');
  const token = current.data?.session.token;
  return sessions.data.map((session) => ({ ...session, isCurrent: session.token === token }));
}

type SignIn = Awaited<ReturnType<typeof listSignIns>>[number];

/** Every browser and program that is signed in as me, with a way out for each and for all. */
export function SignIns() {
  const signIns = useQuery({ queryKey: ['sign-ins'], queryFn: listSignIns });
  const { run, isBusy, error } = useAccountAction();
  const [isAsking, asking] = useDisclosure(false);
  const refresh = () => void signIns.refetch();
  const leaveEverywhere = () => {
    asking.close();
    void run(
      () => authClient.revokeSessions(),
      () => window.location.assign('/sign-in'),
    );
  };
  return (
    <Stack gap="sm">
      <QueryView query={signIns} what="The list" lines={2}>
        {(list) => (
          <Paper component="ul" withBorder className={classes.rows} aria-label="Where you are signed in">
            {list.map((session) => (
              <SignInRow
                key={session.id}
                session={session}
                isBusy={isBusy}
                onSignOut={() => void run(() => authClient.revokeSession({ token: session.token }), refresh)}
              />
            ))}
          </Paper>
        )}
      </QueryView>
      {error === undefined ? null : (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={asking.open} loading={isBusy}>
          Sign out everywhere
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isAsking}
        title="Sign out everywhere?"
        text="Every browser and program on the list is signed out, this one too."
        confirmLabel="Sign out everywhere"
        onConfirm={leaveEverywhere}
        onClose={asking.close}
        isBusy={isBusy}
        error={null}
      />
    </Stack>
  );
}

function SignInRow({ session, isBusy, onSignOut }: { session: SignIn; isBusy: boolean; onSignOut: () => void }) {
  const [isAsking, asking] = useDisclosure(false);
  const device = describeDevice(session.userAgent ?? '');
  const signOut = () => {
    asking.close();
    onSignOut();
  };
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <Group gap={6}>
          <Text size="sm" fw={550}>
            {device}
          </Text>
          {session.isCurrent ? (
            <Badge size="sm" variant="default">
              this one
            </Badge>
          ) : null}
        </Group>
        <Text size="xs" c="dimmed">
          since <LocalTime at={session.createdAt.toISOString()} />
        </Text>
      </div>
      {session.isCurrent ? null : (
        <Button size="compact-sm" variant="default" disabled={isBusy} onClick={asking.open}>
          Sign out
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title="Sign out another device?"
        text={`${device} is signed out and has to sign in again.`}
        confirmLabel="Sign out"
        onConfirm={signOut}
        onClose={asking.close}
        isBusy={isBusy}
        error={null}
      />
    </li>
  );
}
