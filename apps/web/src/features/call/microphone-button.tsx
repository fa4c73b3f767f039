'use client';
import { useLocalParticipant } from '@livekit/components-react';
import { Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { useState } from 'react';

/** Turns one's own microphone on and off. */
export function MicrophoneButton() {
  const { localParticipant, isMicrophoneEnabled } = useLocalParticipant();
  const [isBusy, setIsBusy] = useState(false);

  async function toggle() {
    setIsBusy(true);
    try {
      await localParticipant.setMicrophoneEnabled(!isMicrophoneEnabled);
    } catch (cause) {
      notifications.show({
        color: 'red',
        title: 'The microphone cannot be used',
        message: cause instanceof Error ? cause.message : 'Check the permission of this page.',
      });
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Tooltip label={isMicrophoneEnabled ? 'Others hear you' : 'Others do not hear you'}>
      <Button
        variant={isMicrophoneEnabled ? 'light' : 'default'}
        leftSection={isMicrophoneEnabled ? <IconMicrophone size={18} aria-hidden="true" /> : <IconMicrophoneOff size={18} aria-hidden="true" />}
        aria-pressed={isMicrophoneEnabled}
        loading={isBusy}
        onClick={() => void toggle()}
      >
        Microphone
      </Button>
    </Tooltip>
  );
}
