import { Stack, Text, Title } from '@mantine/core';
import { CommunityList } from '../../features/shell/community-list.tsx';
import { requireViewer } from '../../server/viewer.ts';

export default async function Page() {
  const viewer = await requireViewer('/');
  return (
    <Stack gap="xl">
      <Stack gap={4}>
        <Title order={1} size="h2">
          Hello, {viewer.name}
        </Title>
        <Text c="dimmed">Join a call, share your screen, and capture what just happened.</Text>
      </Stack>
      <CommunityList />
    </Stack>
  );
}
