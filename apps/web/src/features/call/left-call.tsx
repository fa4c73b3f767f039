'use client';
import { Button, Center, Group } from '@mantine/core';
import { EmptyState } from '@reprise/ui';
import { IconDoorExit } from '@tabler/icons-react';
import Link from 'next/link';

/** After a call: why it ended when it was not the person's own doing, and the ways on. */
export function LeftCall({ reason, onRejoin }: { reason: string | undefined; onRejoin: () => void }) {
  return (
    <Center component="main" mih="100dvh">
      <EmptyState
        icon={<IconDoorExit size={28} />}
        title={reason === undefined ? 'You left the call' : 'The call ended for you'}
        text={reason ?? 'Clips you captured are in My clips.'}
        action={
          <Group justify="center">
            <Button onClick={onRejoin}>Rejoin</Button>
            <Button component={Link} href="/clips" variant="default">
              My clips
            </Button>
            <Button component={Link} href="/" variant="subtle">
              Channels
            </Button>
          </Group>
        }
      />
    </Center>
  );
}
