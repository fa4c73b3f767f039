'use client';
import { useLocalParticipant } from '@livekit/components-react';
import { notifications } from '@mantine/notifications';
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { BarButton } from './bar-button.tsx';
import { mediaProblem } from './media-problem.ts';

/** Turns one's own microphone on and off. */
export function MicrophoneButton() {
  const { localParticipant, isMicrophoneEnabled } = useLocalParticipant();
  const { isBusy, toggle } = useDeviceToggle('microphone', () => localParticipant.setMicrophoneEnabled(!isMicrophoneEnabled));
  return (
    <BarButton
      variant={isMicrophoneEnabled ? 'light' : 'default'}
      icon={isMicrophoneEnabled ? <IconMicrophone size={18} aria-hidden="true" /> : <IconMicrophoneOff size={18} aria-hidden="true" />}
      hint={isMicrophoneEnabled ? 'Others hear you' : 'Others do not hear you'}
      isPressed={isMicrophoneEnabled}
      loading={isBusy}
      onClick={toggle}
    >
      Microphone
    </BarButton>
  );
}

/** Turns one's own camera on and off. */
export function CameraButton() {
  const { localParticipant, isCameraEnabled } = useLocalParticipant();
  const { isBusy, toggle } = useDeviceToggle('camera', () => localParticipant.setCameraEnabled(!isCameraEnabled));
  return (
    <BarButton
      variant={isCameraEnabled ? 'light' : 'default'}
      icon={isCameraEnabled ? <IconVideo size={18} aria-hidden="true" /> : <IconVideoOff size={18} aria-hidden="true" />}
      hint={isCameraEnabled ? 'Others see you' : 'Others do not see you'}
      isPressed={isCameraEnabled}
      loading={isBusy}
      onClick={toggle}
    >
      Camera
    </BarButton>
  );
}

function useDeviceToggle(device: 'microphone' | 'camera', change: () => Promise<unknown>): { isBusy: boolean; toggle: () => void } {
  const [isBusy, setIsBusy] = useState(false);

  async function run() {
    setIsBusy(true);
    try {
      await change();
    } catch (cause) {
      notifications.show({ color: 'red', title: `The ${device} cannot be used`, message: mediaProblem(cause, device), autoClose: 10_000 });
    } finally {
      setIsBusy(false);
    }
  }

  return { isBusy, toggle: () => void run() };
}
