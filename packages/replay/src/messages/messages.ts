import type { Actor } from '../access/actor.ts';
import { authorizeTextChannel } from '../access/authorize-channel.ts';
import { permissionDenied } from '../access/permissions.ts';
import { ReplayError } from '../errors.ts';
import type { AccessStore } from '../ports/access-store.ts';
import type { MessagePosition, MessageStore } from '../ports/message-store.ts';
import type { MessagePage, MessagePageInput, MessagePlace, MessageView } from '../schemas/message-schemas.ts';
import { mayDeleteMessage, toMessageView } from './message-view.ts';

export interface MessageDeps {
  access: AccessStore;
  messages: MessageStore;
}

/** A page of a channel, newest first. @throws ReplayError CHANNEL_NOT_FOUND */
export async function listMessages(deps: MessageDeps, actor: Actor, page: MessagePageInput): Promise<MessagePage> {
  const access = await authorizeTextChannel(deps, actor, page.channelId);
  const cursor = page.cursor ?? page.startAt;
  const before = cursor === undefined ? undefined : parseCursor(cursor);
  // One more than asked tells whether there is a further page.
  const found = await deps.messages.list(page.channelId, { limit: page.limit + 1, ...(before && { before }) });
  const messages = found.slice(0, page.limit);
  const last = messages.at(-1);
  const nextCursor = found.length > page.limit && last ? toCursor(last) : null;
  return { messages: messages.map((message) => toMessageView(actor, access, message)), nextCursor };
}

/** Newer messages shown above one that is looked for. */
const NEWER_SHOWN = 10;

/** Where in its channel a message is, for a link to it. @throws ReplayError MESSAGE_NOT_FOUND */
export async function locateMessage(deps: MessageDeps, actor: Actor, messageId: string): Promise<MessagePlace> {
  const { message } = await findVisibleMessage(deps, actor, messageId);
  const newer = await deps.messages.listAfter(message.channelId, message, NEWER_SHOWN + 1);
  const before = newer.length > NEWER_SHOWN ? newer.at(-1) : undefined;
  return { channelId: message.channelId, cursor: before ? toCursor(before) : null };
}

/** @throws ReplayError CHANNEL_NOT_FOUND */
export async function postMessage(
  deps: MessageDeps,
  actor: Actor,
  { channelId, text }: { channelId: string; text: string },
): Promise<MessageView> {
  const access = await authorizeTextChannel(deps, actor, channelId);
  const message = await deps.messages.post({ channelId, authorId: actor.userId, text });
  if (!message) throw new ReplayError('CHANNEL_NOT_FOUND');
  return toMessageView(actor, access, message);
}

/**
 * Removes a message; a clip it carries stays in its owner's library, but whoever saw it only here no longer does.
 * @throws ReplayError MESSAGE_NOT_FOUND, PERMISSION_DENIED
 */
export async function deleteMessage(deps: MessageDeps, actor: Actor, messageId: string): Promise<{ id: string }> {
  const { message, access } = await findVisibleMessage(deps, actor, messageId);
  if (!mayDeleteMessage(actor, access, message)) throw permissionDenied('community moderator');
  if (!(await deps.messages.delete(messageId, actor.userId))) throw new ReplayError('MESSAGE_NOT_FOUND');
  return { id: messageId };
}

async function findVisibleMessage(deps: MessageDeps, actor: Actor, messageId: string) {
  const message = await deps.messages.find(messageId);
  if (!message) throw new ReplayError('MESSAGE_NOT_FOUND');
  const access = await authorizeTextChannel(deps, actor, message.channelId).catch((cause: unknown) => {
    throw cause instanceof ReplayError && cause.code === 'CHANNEL_NOT_FOUND' ? new ReplayError('MESSAGE_NOT_FOUND', { cause }) : cause;
  });
  return { message, access };
}

function toCursor({ createdAt, id }: MessagePosition): string {
  return `${createdAt.getTime()}_${id}`;
}

function parseCursor(cursor: string): MessagePosition {
  const separator = cursor.indexOf('_');
  return { createdAt: new Date(Number(cursor.slice(0, separator))), id: cursor.slice(separator + 1) };
}
