import { ParticipantInfo_Kind } from '@livekit/protocol';
import { type ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk';
import { ReplayError } from '../errors.ts';
import type { PublishedShare } from '../ports/call-rooms.ts';
import type { CallSurvey } from '../ports/call-survey.ts';
import { isNotFound, type LiveKitApiOptions, shareOf } from './livekit-call-rooms.ts';
import { RECORDER_IDENTITY_PREFIX } from './recorder-token.ts';

/** Rooms asked at a time. */
const ROOMS_AT_ONCE = 8;

/** Surveys the rooms of a LiveKit server. */
export function createLiveKitCallSurvey(options: LiveKitApiOptions): CallSurvey {
  const host = options.url.replace(/^ws/, 'http');
  const client = new RoomServiceClient(host, options.apiKey, options.apiSecret, { requestTimeout: options.timeoutSeconds ?? 5 });

  const listRoom = async (roomName: string): Promise<ParticipantInfo[]> => {
    try {
      return await client.listParticipants(roomName);
    } catch (cause) {
      if (isNotFound(cause)) return [];
      throw new ReplayError('LIVEKIT_UNREACHABLE', { cause });
    }
  };

  return {
    listShares: async (roomNames) => {
      const result = new Map<string, Map<string, PublishedShare>>();
      for (let index = 0; index < roomNames.length; index += ROOMS_AT_ONCE) {
        const some = roomNames.slice(index, index + ROOMS_AT_ONCE);
        const listed = await Promise.all(some.map(listRoom));
        some.forEach((roomName, at) => result.set(roomName, sharesAmong(listed[at] ?? [])));
      }
      return result;
    },
  };
}

function sharesAmong(participants: ParticipantInfo[]): Map<string, PublishedShare> {
  const shares = new Map<string, PublishedShare>();
  for (const participant of participants) {
    const share = isRecorder(participant) ? null : shareOf(participant);
    if (share) shares.set(participant.identity, share);
  }
  return shares;
}

/** Our recorder, or LiveKit Egress's: somebody in the room who is nobody in the call. */
export function isRecorder({ identity, kind, permission }: Pick<ParticipantInfo, 'identity' | 'kind' | 'permission'>): boolean {
  return identity.startsWith(RECORDER_IDENTITY_PREFIX) || kind === ParticipantInfo_Kind.EGRESS || permission?.hidden === true;
}
