'use client';
import { createLocalAudioTrack, createLocalVideoTrack, VideoPresets, type LocalAudioTrack, type LocalVideoTrack } from 'livekit-client';
import { useEffect, useState } from 'react';
import { mediaProblem, type OwnDevice } from './media-problem.ts';

/** A device switched on before the call: its track, or why there is none. */
export interface Preview<T> {
  track: T | undefined;
  problem: string | undefined;
  /** The browser is asking the person, or the device is starting. */
  isPending: boolean;
}

const off = { track: undefined, problem: undefined, isPending: false };

/** The microphone while it is on; '' is the browser's default. */
export function useMicrophonePreview(isOn: boolean, deviceId: string): Preview<LocalAudioTrack> {
  return usePreview(isOn, deviceId, 'microphone', openMicrophone);
}

/** The camera while it is on; '' is the browser's default. */
export function useCameraPreview(isOn: boolean, deviceId: string): Preview<LocalVideoTrack> {
  return usePreview(isOn, deviceId, 'camera', openCamera);
}

const openMicrophone = (deviceId: string) => createLocalAudioTrack(deviceId === '' ? {} : { deviceId });
const openCamera = (deviceId: string) =>
  createLocalVideoTrack({ resolution: VideoPresets.h540.resolution, ...(deviceId === '' ? {} : { deviceId }) });

function usePreview<T extends { stop: () => void }>(
  isOn: boolean,
  deviceId: string,
  device: OwnDevice,
  open: (deviceId: string) => Promise<T>,
): Preview<T> {
  const [preview, setPreview] = useState<Preview<T>>(off);
  useEffect(() => {
    if (!isOn) return;
    let track: T | undefined;
    let isOver = false;

    async function run() {
      setPreview({ ...off, isPending: true });
      try {
        const opened = await open(deviceId);
        // The person may have switched it off or chosen another one meanwhile.
        if (isOver) {
          opened.stop();
          return;
        }
        track = opened;
        setPreview({ ...off, track: opened });
      } catch (cause) {
        if (!isOver) setPreview({ ...off, problem: mediaProblem(cause, device) });
      }
    }

    void run();
    return () => {
      isOver = true;
      track?.stop();
      setPreview(off);
    };
  }, [isOn, deviceId, device, open]);
  return preview;
}
