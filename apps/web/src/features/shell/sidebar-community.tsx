'use client';
import { ActionIcon, Text, VisuallyHidden } from '@mantine/core';
import { IconDots, IconHash, IconLock, IconScreenShare, IconVolume } from '@tabler/icons-react';
import { PersonAvatar } from '@reprise/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { CallPresence, CommunityView } from '../../trpc/types.ts';
import { menuOnDemand } from './on-demand.tsx';
import classes from './sidebar.module.css';

const CommunityMenu = menuOnDemand(() => import('../communities/community-menu.tsx').then((module) => module.CommunityMenu));

type Channel = CommunityView['channels'][number];
type People = CallPresence['people'];

/** More people than this are counted, not listed. */
const LISTED_PEOPLE = 6;

/** A community in the sidebar: its channels, with the people under those they talk in. */
export function SidebarCommunity({ community, peopleIn }: { community: CommunityView; peopleIn: (roomName: string) => People }) {
  const path = usePathname() ?? '/';
  return (
    <section aria-labelledby={`sidebar-${community.id}`}>
      <div className={classes.head}>
        <Text component="h2" size="sm" fw={650} truncate id={`sidebar-${community.id}`}>
          {community.name}
        </Text>
        <CommunityMenu
          community={community}
          button={
            <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={`Options of ${community.name}`}>
              <IconDots size={18} aria-hidden="true" />
            </ActionIcon>
          }
        />
      </div>
      <ul className={classes.list}>
        {community.channels.map((channel) => (
          <li key={channel.id}>
            <ChannelLink channel={channel} path={path} people={channel.kind === 'VOICE' ? peopleIn(channel.id) : []} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChannelLink({ channel, path, people }: { channel: Channel; path: string; people: People }) {
  const href = `/${channel.kind === 'VOICE' ? 'call' : 'channels'}/${encodeURIComponent(channel.id)}`;
  const Icon = channel.kind === 'VOICE' ? IconVolume : IconHash;
  return (
    <>
      <Link href={href} className={classes.channel} {...(path === href ? { 'aria-current': 'page' as const } : {})}>
        <Icon size={17} aria-hidden="true" />
        <span className={classes.name}>{channel.name}</span>
        {channel.isPrivate ? <IconLock size={13} role="img" aria-label="Private" /> : null}
        {people.length > 0 ? (
          <span className={classes.count}>
            {people.length}
            <VisuallyHidden> in the call</VisuallyHidden>
          </span>
        ) : null}
      </Link>
      {people.length > 0 ? <PeopleInCall channelName={channel.name} people={people} /> : null}
    </>
  );
}

function PeopleInCall({ channelName, people }: { channelName: string; people: People }) {
  const rest = people.length - LISTED_PEOPLE;
  return (
    <ul className={classes.people} aria-label={`In ${channelName} now`}>
      {people.slice(0, LISTED_PEOPLE).map((person) => (
        <li key={person.userId} className={classes.person}>
          <PersonAvatar name={person.name} size={20} />
          <span className={classes.name}>{person.name}</span>
          {person.isSharing ? <IconScreenShare size={14} role="img" aria-label="shares a screen" /> : null}
        </li>
      ))}
      {rest > 0 ? <li className={classes.person}>and {rest} more</li> : null}
    </ul>
  );
}
