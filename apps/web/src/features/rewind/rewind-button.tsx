'use client';
import { Modal } from '@mantine/core';
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconRewindBackward10 } from '@tabler/icons-react';
import { useState } from 'react';
import { BarButton } from '../call/bar-button.tsx';
import { useCall } from '../call/call-context.ts';
import type { CaptureWish } from '../call/capture-request.ts';
import { capturable } from '../call/session-status.ts';
import { RewindPanel } from './rewind-panel.tsx';

/** Works from anywhere in the call; the physical key, so that layouts do not matter. */
const shortcut = 'alt+R';

/** Opens the running buffer for looking back, over the call, which goes on. */
export function RewindButton({ onCapture }: { onCapture: (wish: CaptureWish) => Promise<string | undefined> }) {
  const { sessions, viewer } = useCall();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [chosenId, setChosenId] = useState<string>();
  const isPhone = useMediaQuery('(max-width: 48em)');
  // What Egress writes can be captured, but has no lists that a player could follow.
  const offered = capturable(sessions, viewer.id).filter(({ recorder }) => recorder === 'direct');
  const session = offered.find(({ id }) => id === chosenId) ?? offered[0];
  useHotkeys([[shortcut, () => (session === undefined ? undefined : open()), { usePhysicalKeys: true }]]);
  if (session === undefined && !isOpen) return null;
  return (
    <>
      <BarButton variant="default" icon={<IconRewindBackward10 size={18} aria-hidden="true" />} hint="Look back (Alt+R)" onClick={open}>
        Rewind
      </BarButton>
      <Modal
        opened={isOpen}
        onClose={close}
        title="Rewind"
        size={1080}
        fullScreen={isPhone}
        closeButtonProps={{ 'aria-label': 'Close rewind' }}
      >
        {session === undefined ? (
          'This buffer has ended. What was captured is in My clips.'
        ) : (
          <RewindPanel key={session.id} session={session} offered={offered} onChoose={setChosenId} onCapture={onCapture} />
        )}
      </Modal>
    </>
  );
}
