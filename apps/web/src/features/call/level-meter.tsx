'use client';
import { Progress, Text } from '@mantine/core';

/** How loud the microphone is now, 0 to 1. */
export function LevelMeter({ level }: { level: number }) {
  const percent = Math.round(Math.min(1, level * 2) * 100);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {percent > 4 ? 'We hear you' : 'Say something: nothing is heard yet'}
      </Text>
      <Progress value={percent} size="sm" transitionDuration={80} aria-label="Microphone level" />
    </div>
  );
}
