'use client';
import { Group, Stack, Text, Title } from '@mantine/core';
import { EmptyState } from '@reprise/ui';
import { IconMapQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { errorCode } from '../../trpc/describe-error.ts';
import { trpc } from '../../trpc/react.tsx';
import type { CommunityDetails } from '../../trpc/types.ts';
import { NoPermission } from '../shell/no-permission.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { TabLinks } from '../shell/tab-links.tsx';
import { AuditSection } from './audit-section.tsx';
import { ChannelsSection } from './channels-section.tsx';
import { InvitesSection } from './invites-section.tsx';
import { MembersSection } from './members-section.tsx';
import { ReplaySection } from './replay-section.tsx';
import { RenameCommunity } from './rename-community.tsx';
import { RolesSection } from './roles-section.tsx';
import { missingFor, type SectionId, sectionIds, sections } from './sections.ts';
import { UsageSection } from './usage-section.tsx';

const contents = {
  replay: (community) => <ReplaySection communityId={community.id} />,
  roles: (community) => <RolesSection community={community} />,
  members: (community, viewerId) => <MembersSection community={community} viewerId={viewerId} />,
  channels: (community) => <ChannelsSection communityId={community.id} />,
  invites: (community) => <InvitesSection communityId={community.id} />,
  usage: (community) => <UsageSection communityId={community.id} />,
  audit: (community) => <AuditSection communityId={community.id} />,
} as const satisfies Record<SectionId, (community: CommunityDetails, viewerId: string) => ReactNode>;

/** A community's settings, one part at a time; a part that one may not look into says why. */
export function CommunitySettings(props: { communityId: string; section: SectionId; viewerId: string }) {
  const { communityId, section, viewerId } = props;
  const community = trpc.communities.get.useQuery({ communityId });
  if (errorCode(community.error) === 'COMMUNITY_NOT_FOUND') {
    return (
      <EmptyState icon={<IconMapQuestion size={28} />} title="No such community" text="It does not exist, or you are not a member of it." />
    );
  }
  return (
    <QueryView query={community} what="The settings" lines={6}>
      {(found) => <Settings community={found} section={section} viewerId={viewerId} />}
    </QueryView>
  );
}

function Settings({ community, section, viewerId }: { community: CommunityDetails; section: SectionId; viewerId: string }) {
  const missing = missingFor(section, community);
  return (
    <Stack gap="lg">
      <Group gap="xs" align="baseline">
        <Group gap="xs" wrap="nowrap" align="baseline">
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {community.name}
          </Title>
          {community.role === 'admin' ? <RenameCommunity community={community} /> : null}
        </Group>
        <Text c="dimmed">{community.role === null ? 'Settings' : `Settings · your role is ${community.role}`}</Text>
      </Group>
      <TabLinks
        label="Settings"
        current={section}
        tabs={sectionIds.map((id) => ({
          id,
          label: sections[id].label,
          href: `/communities/${encodeURIComponent(community.id)}/settings/${id}`,
        }))}
      />
      {missing === null ? (
        contents[section](community, viewerId)
      ) : (
        <NoPermission
          title={`“${sections[section].label}” is not yours to change`}
          missing={missing}
          role={community.role}
          help={
            missing === 'community admin'
              ? 'Only admins of this community may look in here. An admin can change your role under Members.'
              : 'An admin of this community can give your role this permission under Roles.'
          }
        />
      )}
    </Stack>
  );
}
