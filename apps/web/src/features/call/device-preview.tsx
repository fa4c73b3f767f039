'use client';
import { useMediaDevices, useTrackVolume } from '@livekit/components-react';
import { Alert, Stack, Switch, Text } from '@mantine/core';
import { PersonAvatar } from '@reprise/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { LocalAudioTrack, LocalVideoTrack } from 'livekit-client';
import { useEffect, useRef } from 'react';
import type { DeviceChoices } from './device-choices.ts';
import classes from './device-preview.module.css';
import { DeviceSelect } from './device-select.tsx';
import { LevelMeter } from './level-meter.tsx';
import { useCameraPreview, useMicrophonePreview } from './use-preview-track.ts';

/** How one will be seen and heard, before anybody does. */
export function DevicePreview(props: {
  name: string;
  choices: DeviceChoices;
  onChoose: (changed: Partial<DeviceChoices>) => void;
  isCameraOn: boolean;
  onCamera: (isOn: boolean) => void;
}) {
  const { name, choices, onChoose, isCameraOn, onCamera } = props;
  const microphone = useMicrophonePreview(choices.isMicrophoneOn, choices.microphoneId);
  const camera = useCameraPreview(isCameraOn, choices.cameraId);
  return (
    <Stack gap="md">
      <div className={classes.picture}>
        {camera.track === undefined ? <PersonAvatar name={name} size={72} /> : <OwnPicture track={camera.track} />}
        <Text size="xs" className={classes.caption}>
          {camera.isPending ? 'Starting the camera…' : camera.track === undefined ? 'Camera off' : 'Only you see this'}
        </Text>
      </div>
      <Switch
        label="Join with the microphone on"
        checked={choices.isMicrophoneOn}
        onChange={(event) => onChoose({ isMicrophoneOn: event.currentTarget.checked })}
      />
      {microphone.problem === undefined ? null : <DeviceProblem text={microphone.problem} />}
      {microphone.track === undefined ? null : (
        <OpenMicrophone track={microphone.track} deviceId={choices.microphoneId} onChoose={(microphoneId) => onChoose({ microphoneId })} />
      )}
      <Switch label="Join with the camera on" checked={isCameraOn} onChange={(event) => onCamera(event.currentTarget.checked)} />
      {camera.problem === undefined ? null : <DeviceProblem text={camera.problem} />}
      {camera.track === undefined ? null : <CameraSelect deviceId={choices.cameraId} onChoose={(cameraId) => onChoose({ cameraId })} />}
    </Stack>
  );
}

function OpenMicrophone(props: { track: LocalAudioTrack; deviceId: string; onChoose: (deviceId: string) => void }) {
  const { track, deviceId, onChoose } = props;
  const level = useTrackVolume(track);
  return (
    <>
      <LevelMeter level={level} />
      <DeviceSelect label="Microphone" devices={useMediaDevices({ kind: 'audioinput' })} value={deviceId} onChange={onChoose} />
    </>
  );
}

function CameraSelect({ deviceId, onChoose }: { deviceId: string; onChoose: (deviceId: string) => void }) {
  return <DeviceSelect label="Camera" devices={useMediaDevices({ kind: 'videoinput' })} value={deviceId} onChange={onChoose} />;
}

function OwnPicture({ track }: { track: LocalVideoTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    track.attach(element);
    return () => void track.detach(element);
  }, [track]);
  return <video ref={video} className={classes.video} muted playsInline aria-label="Your camera" />;
}

function DeviceProblem({ text }: { text: string }) {
  return (
    <Alert color="orange" variant="outline" p="sm" role="alert" icon={<IconAlertTriangle size={18} aria-hidden="true" />}>
      <Text size="sm" c="var(--mantine-color-text)">
        {text}
      </Text>
    </Alert>
  );
}
