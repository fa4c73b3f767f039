'use client';
import { useLocalParticipant } from '@livekit/components-react';
import { notifications } from '@mantine/notifications';
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { BarButton } from './bar-button.tsx';

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
    <BarButton
      variant={isMicrophoneEnabled ? 'light' : 'default'}
      icon={isMicrophoneEnabled ? <IconMicrophone size={18} aria-hidden="true" /> : <IconMicrophoneOff size={18} aria-hidden="true" />}
      hint={isMicrophoneEnabled ? 'Others hear you' : 'Others do not hear you'}
      isPressed={isMicrophoneEnabled}
      loading={isBusy}
      onClick={() => void toggle()}
    >
      Microphone
    </BarButton>
  );
}
