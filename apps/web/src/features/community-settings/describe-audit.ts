import { formatBytes, formatDuration } from '@reprise/ui';
import { z } from 'zod';
import type { AuditEventView } from '../../trpc/types.ts';
import { configFields, labelOf } from './config-fields.ts';

/** What the trail can be narrowed to: the beginning of the actions' names. */
export const actionGroups = [
  { prefix: 'session', label: 'Replay buffers' },
  { prefix: 'capture', label: 'Captures' },
  { prefix: 'clip', label: 'Clips' },
  { prefix: 'link', label: 'Public links' },
  { prefix: 'message', label: 'Messages' },
  { prefix: 'community.config', label: 'Settings' },
  { prefix: 'role', label: 'Roles' },
  { prefix: 'member', label: 'Members' },
  { prefix: 'community', label: 'Joining, leaving and settings' },
  { prefix: 'channel', label: 'Channels' },
  { prefix: 'invite', label: 'Invitations' },
  { prefix: 'user.quota', label: 'Quotas' },
] as const;

/** What somebody did, after their name. */
const sentences: Readonly<Record<string, string>> = {
  'session.start': 'started a replay buffer',
  'session.resume': 'shared again, and the replay buffer went on',
  'session.stop': 'stopped a replay buffer',
  'capture.done': 'captured a clip',
  'clip.share': 'shared a clip',
  'clip.delete': 'deleted a clip',
  'link.create': 'made a public link to a clip',
  'link.revoke': 'withdrew a public link',
  'message.delete': 'deleted a message',
  'community.create': 'created the community',
  'community.rename': 'renamed the community',
  'community.join': 'joined',
  'community.leave': 'left',
  'community.config': 'changed the replay settings',
  'role.permissions': 'changed what a role may do',
  'member.role': 'changed somebody’s role',
  'member.remove': 'removed somebody',
  'channel.create': 'created a channel',
  'channel.change': 'changed a channel',
  'channel.delete': 'deleted a channel',
  'channel.member.add': 'named somebody in a private channel',
  'channel.member.remove': 'took somebody out of a private channel',
  'invite.create': 'created an invitation link',
  'invite.revoke': 'took an invitation link back',
  'invite.reset': 'replaced the lasting invitation link',
  'user.quota': 'changed somebody’s quota',
};

/** Sizes and lengths read as everywhere else. */
const measures: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  sizeBytes: (value) => (typeof value === 'number' ? `Size: ${formatBytes(value)}` : undefined),
  freedBytes: (value) => (typeof value === 'number' ? `Freed: ${formatBytes(value)}` : undefined),
  durationSeconds: (value) => (typeof value === 'number' ? `Length: ${formatDuration(value)}` : undefined),
};

const changesSchema = z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }));

/** An event of the trail in words: a sentence after the actor's name, and lines of what exactly. */
export function describeAudit({ action, details }: Pick<AuditEventView, 'action' | 'details'>): { text: string; details: string[] } {
  const { changes, ...others } = details;
  const found = changesSchema.safeParse(changes);
  const changed = found.success ? found.data.map(({ field, from, to }) => `${nameOf(field)}: ${show(from)} → ${show(to)}`) : [];
  const rest = Object.entries(others)
    // An id says nothing to people; what it stands for is elsewhere in the sentence or gone.
    .filter(([key, value]) => !/(^|[a-z])(Id|ID)$|^roomName$/.test(key) && value !== null)
    .map(([key, value]) => measures[key]?.(value) ?? `${key}: ${show(value)}`);
  return { text: sentences[action] ?? action, details: [...changed, ...rest] };
}

const nameOf = (field: string): string => {
  const known = configFields.find((candidate) => candidate === field);
  return known === undefined ? field : labelOf(known);
};

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(show).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
