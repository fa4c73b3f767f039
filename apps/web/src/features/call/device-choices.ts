'use client';
import { useLocalStorage } from '@mantine/hooks';

/** Which devices a person joins with. Ids as the browser gives them; '' is the browser's default. The camera always starts off. */
export interface DeviceChoices {
  isMicrophoneOn: boolean;
  microphoneId: string;
  cameraId: string;
  speakerId: string;
}

const nothingChosen: DeviceChoices = { isMicrophoneOn: false, microphoneId: '', cameraId: '', speakerId: '' };

/** The devices chosen last on this computer, and how to change them. */
export function useDeviceChoices(): { choices: DeviceChoices; choose: (changed: Partial<DeviceChoices>) => void } {
  const [choices, setChoices] = useLocalStorage<DeviceChoices>({ key: 'reprise-devices', defaultValue: nothingChosen });
  return { choices: { ...nothingChosen, ...choices }, choose: (changed) => setChoices((known) => ({ ...known, ...changed })) };
}
