import { type WebhookEvent, WebhookReceiver } from 'livekit-server-sdk';
import { ReplayError } from '../errors.ts';
import type { CallHint } from '../ports/call-survey.ts';
import { isRecorder } from './livekit-call-survey.ts';

/** Events after which a session may have to be looked at; all others are ignored. */
const telling: ReadonlySet<string> = new Set([
  'room_finished',
  'participant_left',
  'participant_connection_aborted',
  'track_published',
  'track_unpublished',
  'egress_started',
  'egress_updated',
  'egress_ended',
]);

/** Events after which other people, or other shares, are in a call. */
const moving: ReadonlySet<string> = new Set([
  'room_finished',
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'track_published',
  'track_unpublished',
]);

/** What a webhook means to us. */
export interface WebhookNews {
  /** Where a session may have to be looked at; null: nowhere. */
  hint: CallHint | null;
  /** The room in which somebody came, went, or began or ended a share; null: in none. */
  presenceIn: string | null;
}

/** Verifies webhooks of a LiveKit server and says where to look. @throws ReplayError UNAUTHENTICATED */
export type ReadWebhook = (body: string, authorization: string | undefined) => Promise<WebhookNews>;

/**
 * Reads webhooks in either JSON dialect (camelCase without defaults, snake_case). What a body says about states is not
 * believed: bodies come late, twice, in any order or never.
 */
export function createWebhookReader(credentials: { apiKey: string; apiSecret: string }): ReadWebhook {
  const receiver = new WebhookReceiver(credentials.apiKey, credentials.apiSecret);
  return async (body, authorization) => {
    let event: WebhookEvent;
    try {
      event = await receiver.receive(body, authorization);
    } catch (cause) {
      throw new ReplayError('UNAUTHENTICATED', { message: 'The webhook is not signed by our LiveKit server', cause });
    }
    return { hint: hintOf(event), presenceIn: presenceOf(event) };
  };
}

function presenceOf({ event, room, participant }: WebhookEvent): string | null {
  if (!moving.has(event) || !room || (participant && isRecorder(participant))) return null;
  return room.name;
}

function hintOf({ event, room, participant, egressInfo }: WebhookEvent): CallHint | null {
  if (!telling.has(event)) return null;
  if (egressInfo) return { roomName: egressInfo.roomName, egressId: egressInfo.egressId };
  if (!room || (participant && isRecorder(participant))) return null;
  return { roomName: room.name };
}
