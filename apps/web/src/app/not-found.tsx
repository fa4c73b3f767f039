import { Button, Stack } from '@mantine/core';
import { EmptyState } from '@reprise/ui';
import { IconMapQuestion } from '@tabler/icons-react';
import Link from 'next/link';

export default function NotFound() {
  return (
    <Stack component="main" justify="center" mih="100dvh">
      <EmptyState
        icon={<IconMapQuestion size={28} />}
        title="Nothing here"
        text="This page does not exist, or it is not yours to see."
        action={
          <Button component={Link} href="/" variant="light">
            To your channels
          </Button>
        }
      />
    </Stack>
  );
}
