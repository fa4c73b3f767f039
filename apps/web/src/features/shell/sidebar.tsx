'use client';
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLink, IconPlus } from '@tabler/icons-react';
import { trpc } from '../../trpc/react.tsx';
import { CreateCommunity, EnterInvite } from '../communities/new-community.ts';
import { QueryView } from './query-view.tsx';
import { SidebarCommunity } from './sidebar-community.tsx';
import { useLiveCommunities } from './use-live-communities.ts';
import { usePresence } from './use-presence.ts';

/** Every community of mine with its channels and who is in the calls now; ways to new ones. */
export function Sidebar({ isInDrawer = false }: { isInDrawer?: boolean }) {
  const communities = trpc.communities.list.useQuery();
  return (
    <Stack gap="lg" p="sm" mih="100%">
      <QueryView query={communities} what="Your communities">
        {(list) => (
          <>
            {isInDrawer ? null : <Live communityIds={list.map(({ id }) => id)} />}
            {list.length === 0 ? (
              <Text size="sm" c="dimmed" px="xs">
                You are in no community yet.
              </Text>
            ) : (
              <Communities list={list} />
            )}
          </>
        )}
      </QueryView>
      <Doors />
    </Stack>
  );
}

/** One subscription a page: the drawer's sidebar is a second one. */
function Live({ communityIds }: { communityIds: string[] }) {
  useLiveCommunities(communityIds);
  return null;
}

function Communities({ list }: { list: Parameters<typeof SidebarCommunity>[0]['community'][] }) {
  const { peopleIn, isUnknown } = usePresence();
  return (
    <>
      {list.map((community) => (
        <SidebarCommunity key={community.id} community={community} peopleIn={peopleIn} />
      ))}
      {isUnknown ? (
        <Text size="xs" c="dimmed" px="xs" role="status">
          The call server does not answer: who is in the calls is not known right now.
        </Text>
      ) : null}
    </>
  );
}

function Doors() {
  const [isCreating, creating] = useDisclosure(false);
  const [isEntering, entering] = useDisclosure(false);
  return (
    <Stack gap={4} mt="auto">
      <Button
        variant="subtle"
        size="sm"
        justify="flex-start"
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={creating.open}
      >
        New community
      </Button>
      <Button
        variant="subtle"
        size="sm"
        justify="flex-start"
        leftSection={<IconLink size={16} aria-hidden="true" />}
        onClick={entering.open}
      >
        Join with a link
      </Button>
      <CreateCommunity isOpen={isCreating} onClose={creating.close} />
      <EnterInvite isOpen={isEntering} onClose={entering.close} />
    </Stack>
  );
}
