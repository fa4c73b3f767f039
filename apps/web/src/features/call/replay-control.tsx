'use client';
import { Button, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { explainUnexpectedEnd } from '@reprise/replay';
import { IconHistory } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { describeError } from '../../trpc/describe-error.ts';
import type { RoomSession } from '../../trpc/types.ts';
import { BufferQualityMenu } from './buffer-quality-menu.tsx';
import { useCall } from './call-context.ts';
import classes from './replay-control.module.css';
import { RunningBuffer } from './running-buffer.tsx';
import { isRunning, sessionOf } from './session-status.ts';
import type { ShareQuality } from './share-options.ts';
import { useBufferStart } from './use-buffer-start.ts';

/** One's own replay buffer: enable it, see how much it holds, stop it, or read why it ended or may not be. */
export function ReplayControl(props: {
  canShare: boolean;
  isSharing: boolean;
  quality: ShareQuality;
  onQuality: (quality: ShareQuality) => void;
}) {
  const { canShare, isSharing, quality, onQuality } = props;
  const { rules, sessions, viewer } = useCall();
  const buffer = useBufferStart(isSharing, quality);
  /** A buffer this person stopped here needs no explanation of its end. */
  const [stoppedId, setStoppedId] = useState<string>();
  const hintId = useId();
  const session = sessionOf(sessions, viewer.id);

  if (rules === undefined) return null;
  const isHeld = session !== undefined && isRunning[session.status];
  // In grace while one shares: its recorder gave up, and another can go on.
  const canGoOn = isHeld && session.status === 'grace' && isSharing;
  if (isHeld && !canGoOn) return <RunningBuffer session={session} onStopped={() => setStoppedId(session.id)} />;
  const refusal = refusalOf(rules);
  if (refusal !== undefined) return isSharing ? <Note>{refusal}</Note> : null;
  if (!canShare) return null;
  const problem =
    buffer.error === null || buffer.error === undefined
      ? endedBecause(session?.id === stoppedId ? undefined : session)
      : describeError(buffer.error);
  const hint = isSharing ? 'Keeps the last minutes of your share, ready to be captured' : 'Share your screen first';
  return (
    <Group gap="sm" miw={0}>
      {isHeld ? <RunningBuffer session={session} onStopped={() => setStoppedId(session.id)} /> : null}
      {problem === undefined || buffer.isPending ? null : (
        <Text size="sm" c="orange" role="alert" maw={340}>
          {problem}
        </Text>
      )}
      <Button.Group className={classes.enable ?? ''} data-waiting={!isSharing}>
        <Tooltip label={hint} events={{ hover: true, focus: true, touch: !isSharing }}>
          <Button
            variant="light"
            leftSection={<IconHistory size={18} aria-hidden="true" />}
            loading={buffer.isPending}
            data-disabled={!isSharing}
            aria-disabled={!isSharing}
            aria-describedby={hintId}
            onClick={() => (isSharing ? buffer.start() : undefined)}
          >
            {isHeld ? 'Enable replay buffer again' : 'Enable replay buffer'}
          </Button>
        </Tooltip>
        {isSharing && !isHeld ? (
          <BufferQualityMenu label="Quality of the replay" variant="light" quality={quality} onQuality={onQuality} />
        ) : null}
      </Button.Group>
      <VisuallyHidden id={hintId}>{hint}</VisuallyHidden>
    </Group>
  );
}

function Note({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" role="note" maw={320}>
      {children}
    </Text>
  );
}

function refusalOf(rules: { enabled: boolean; permissions: readonly string[] }): string | undefined {
  if (!rules.enabled) return 'This community has switched replay buffers off';
  return rules.permissions.includes('ENABLE_REPLAY_BUFFER') ? undefined : 'Your role may not enable a replay buffer';
}

/** Why the last buffer is gone, when that was not the person's own doing, and what to do. */
function endedBecause(session: RoomSession | undefined): string | undefined {
  return session === undefined ? undefined : (explainUnexpectedEnd(session) ?? undefined);
}
