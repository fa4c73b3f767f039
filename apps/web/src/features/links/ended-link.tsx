import { Center, Container } from '@mantine/core';
import type { LinkEnd } from '@reprise/replay';
import { EmptyState } from '@reprise/ui';
import { IconLinkOff } from '@tabler/icons-react';
import { MadeWith } from './made-with.tsx';

const words = {
  expired: { title: 'This link has expired', text: 'Ask the person who sent it for a new one.' },
  revoked: { title: 'This link was withdrawn', text: 'The person who made it has ended it.' },
  forbidden: { title: 'This link does not work now', text: 'The community this clip comes from has switched public links off.' },
  unknown: { title: 'Nothing behind this link', text: 'It may be incomplete, or the clip was deleted.' },
  'too-often': { title: 'Too many requests', text: 'Wait a minute, then load this page again.' },
} as const satisfies Record<LinkEnd | 'unknown' | 'too-often', { title: string; text: string }>;

/** What is shown instead of a clip, and why. */
export function EndedLink({ reason }: { reason: keyof typeof words }) {
  return (
    <Container component="main" size="sm" py={80}>
      <EmptyState icon={<IconLinkOff size={28} />} {...words[reason]} />
      <Center>
        <MadeWith />
      </Center>
    </Container>
  );
}
