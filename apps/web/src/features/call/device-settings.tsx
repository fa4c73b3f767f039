'use client';
import { useLocalParticipant, useMediaDeviceSelect, useTrackVolume } from '@livekit/components-react';
import { Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { LocalAudioTrack } from 'livekit-client';
import { useDeviceChoices, type DeviceChoices } from './device-choices.ts';
import { DeviceSelect } from './device-select.tsx';
import { LevelMeter } from './level-meter.tsx';

/** Changes devices without leaving the call; what is chosen is remembered for the next one. */
export function DeviceSettings({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Device settings">
      <Stack>
        <KindOfDevice kind="audioinput" label="Microphone" remembered="microphoneId" />
        <OwnLevel />
        <KindOfDevice kind="videoinput" label="Camera" remembered="cameraId" />
        <KindOfDevice kind="audiooutput" label="Speaker" remembered="speakerId" />
        <Text size="xs" c="dimmed">
          The browser names devices once you have switched the microphone or the camera on.
        </Text>
      </Stack>
    </Modal>
  );
}

function KindOfDevice(props: { kind: MediaDeviceKind; label: string; remembered: Exclude<keyof DeviceChoices, 'isMicrophoneOn'> }) {
  const { kind, label, remembered } = props;
  const { choose } = useDeviceChoices();
  const { devices, activeDeviceId, setActiveMediaDevice } = useMediaDeviceSelect({ kind });

  async function change(deviceId: string) {
    try {
      await setActiveMediaDevice(deviceId);
      choose({ [remembered]: deviceId });
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : 'It does not answer.';
      notifications.show({ color: 'red', title: `${label} not changed`, message });
    }
  }

  return <DeviceSelect label={label} devices={devices} value={activeDeviceId} onChange={(deviceId) => void change(deviceId)} />;
}

function OwnLevel() {
  const { microphoneTrack } = useLocalParticipant();
  const track = microphoneTrack?.track;
  return track instanceof LocalAudioTrack && !track.isMuted ? <TrackLevel track={track} /> : null;
}

function TrackLevel({ track }: { track: LocalAudioTrack }) {
  return <LevelMeter level={useTrackVolume(track)} />;
}
