'use client';
import { Modal } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { rewindShortcut } from '@reprise/replay';
import { IconRewindBackward10 } from '@tabler/icons-react';
import { useState } from 'react';
import { BarButton } from '../call/bar-button.tsx';
import { useCall } from '../call/call-context.ts';
import type { CaptureWish } from '../call/capture-request.ts';
import { capturable } from '../call/session-status.ts';
import { RewindPanel } from './rewind-panel.tsx';

/** Opens the running buffer for looking back, over the call, which goes on. */
export function RewindButton({ onCapture }: { onCapture: (wish: CaptureWish) => Promise<string | undefined> }) {
  const { sessions, viewer } = useCall();
  const [openedId, setOpenedId] = useState<string>();
  const [chosenId, setChosenId] = useState<string>();
  const isPhone = useMediaQuery('(max-width: 48em)');
  // What Egress writes can be captured, but has no lists that a player could follow.
  const offered = capturable(sessions, viewer.id).filter(({ recorder }) => recorder === 'direct');
  // Once it is open it stays with one share, also when that one ends.
  const session = offered.find(({ id }) => id === openedId);
  const isOpen = openedId !== undefined;
  const look = () => setOpenedId((offered.find(({ id }) => id === chosenId) ?? offered[0])?.id);
  function choose(sessionId: string) {
    setChosenId(sessionId);
    setOpenedId(sessionId);
  }
  // The physical key, so that layouts do not matter.
  useHotkeys([[rewindShortcut, look, { usePhysicalKeys: true }]]);
  if (offered.length === 0 && !isOpen) return null;
  return (
    <>
      <BarButton variant="default" icon={<IconRewindBackward10 size={18} aria-hidden="true" />} hint="Look back (Alt+R)" onClick={look}>
        Rewind
      </BarButton>
      <Modal
        opened={isOpen}
        onClose={() => setOpenedId(undefined)}
        title="Rewind"
        size={1080}
        fullScreen={isPhone}
        closeButtonProps={{ 'aria-label': 'Close rewind' }}
      >
        {session === undefined ? (
          'This buffer has ended. What was captured is in My clips.'
        ) : (
          <RewindPanel key={session.id} session={session} offered={offered} onChoose={choose} onCapture={onCapture} />
        )}
      </Modal>
    </>
  );
}
