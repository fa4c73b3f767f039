import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** How a {@link StatusPill} is meant; each has its own dot and shape, so colour never stands alone. */
export type StatusTone = 'live' | 'busy' | 'calm' | 'problem';

const dots = {
  live: { background: 'var(--reprise-live)', border: 'none', borderRadius: '50%' },
  busy: { background: 'transparent', border: '2px solid var(--mantine-primary-color-filled)', borderRadius: '50%' },
  calm: { background: 'var(--mantine-color-dimmed)', border: 'none', borderRadius: '50%' },
  problem: { background: 'var(--mantine-color-orange-6)', border: 'none', borderRadius: 2 },
} as const satisfies Record<StatusTone, { background: string; border: string; borderRadius: string | number }>;

/** A short state with a dot, for a bar or a list. The text carries the meaning. */
export function StatusPill({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return (
    <Group
      gap={8}
      wrap="nowrap"
      px={10}
      py={4}
      miw={0}
      style={{ border: '1px solid var(--reprise-line)', borderRadius: 999, background: 'var(--reprise-surface)' }}
    >
      <Box w={9} h={9} aria-hidden="true" style={{ flex: 'none', ...dots[tone] }} />
      <Text size="sm" fw={550} truncate style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Text>
    </Group>
  );
}
