import { Stack, Title } from '@mantine/core';
import type { Metadata } from 'next';
import { ClipList } from '../../../features/clips/clip-list.tsx';
import { QuotaBar } from '../../../features/clips/quota-bar.tsx';
import { requireViewer } from '../../../server/viewer.ts';

export const metadata: Metadata = { title: 'My clips' };

export default async function Page() {
  await requireViewer('/clips');
  return (
    <Stack gap="lg">
      <Title order={1} size="h2">
        My clips
      </Title>
      <QuotaBar />
      <ClipList />
    </Stack>
  );
}
