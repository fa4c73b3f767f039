'use client';
import { Select } from '@mantine/core';

/** Chooses one of the browser's devices of a kind; shows nothing where the browser tells none. */
export function DeviceSelect(props: {
  label: string;
  devices: readonly MediaDeviceInfo[];
  value: string;
  onChange: (deviceId: string) => void;
}) {
  const { label, devices, value, onChange } = props;
  // Until the person has allowed one, browsers list devices without id and name.
  const known = devices.filter(({ deviceId }) => deviceId !== '');
  const [first] = known;
  if (first === undefined) return null;
  return (
    <Select
      label={label}
      data={known.map((device, index) => ({ value: device.deviceId, label: device.label || `${label} ${index + 1}` }))}
      value={known.some(({ deviceId }) => deviceId === value) ? value : first.deviceId}
      onChange={(chosen) => onChange(chosen ?? '')}
      allowDeselect={false}
    />
  );
}
