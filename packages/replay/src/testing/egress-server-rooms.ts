import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const shareControl = z.object({ roomName: z.string(), identity: z.string(), videoTrackId: z.string().nullable() });
const slowControl = z.object({ ms: z.number() });
const participantRequest = z.object({ room: z.string(), identity: z.string().default('') });

/** How long the list of a room takes. */
let slowMs = 0;
const shares = new Map<string, z.infer<typeof shareControl>>();

/** The room's one sharer, as LiveKit lists them. */
function participants(room: string, identity: string): Array<Record<string, unknown>> {
  const share = shares.get(room);
  if (!share || (identity !== '' && share.identity !== identity)) return [];
  const tracks = share.videoTrackId === null ? [] : [{ sid: share.videoTrackId, type: 'VIDEO', source: 'SCREEN_SHARE' }];
  return [{ sid: 'PA_1', identity: share.identity, state: 'ACTIVE', kind: 'STANDARD', tracks }];
}

/** RoomService as it was recorded, and `share` and `slow`, which tell it who shares and how slow to be; undefined for other methods. */
export async function answerForRooms(
  method: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> } | undefined> {
  switch (method) {
    case 'GetParticipant': {
      const { room, identity } = participantRequest.parse(body);
      const [participant] = participants(room, identity);
      return participant
        ? { status: 200, body: participant }
        : { status: 404, body: { code: 'not_found', msg: 'participant does not exist' } };
    }
    case 'ListParticipants':
      await delay(slowMs);
      return { status: 200, body: { participants: participants(participantRequest.parse(body).room, '') } };
    case 'share': {
      const share = shareControl.parse(body);
      shares.set(share.roomName, share);
      return { status: 200, body: {} };
    }
    case 'slow':
      slowMs = slowControl.parse(body).ms;
      return { status: 200, body: {} };
    default:
      return undefined;
  }
}
