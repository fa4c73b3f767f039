import { setTimeout as delay } from 'node:timers/promises';
import { type ParticipantInfo, RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { ReplayError } from '../errors.ts';
import type { CallRooms, PublishedShare } from '../ports/call-rooms.ts';

/** How to reach LiveKit's API: an http(s) or ws(s) address. */
export interface LiveKitApiOptions {
  url: string;
  apiKey: string;
  apiSecret: string;
  /** Seconds until a call is given up. */
  timeoutSeconds?: number;
  /** How long a share of somebody who is in the room is waited for; default 2000. */
  patienceMs?: number;
}

const ASK_AGAIN_MS = 100;

/** Reads rooms from a LiveKit server. */
export function createLiveKitCallRooms(options: LiveKitApiOptions): CallRooms {
  const host = options.url.replace(/^ws/, 'http');
  const client = new RoomServiceClient(host, options.apiKey, options.apiSecret, { requestTimeout: options.timeoutSeconds ?? 5 });

  const findParticipant = async (roomName: string, identity: string): Promise<ParticipantInfo | null> => {
    try {
      return await client.getParticipant(roomName, identity);
    } catch (cause) {
      if (isNotFound(cause)) return null;
      throw new ReplayError('LIVEKIT_UNREACHABLE', { cause });
    }
  };

  return {
    findShare: async (roomName, identity, named = {}) => {
      const deadline = Date.now() + (options.patienceMs ?? 2000);
      for (;;) {
        const participant = await findParticipant(roomName, identity);
        const share = participant && shareOf(participant);
        if (share && isNamed(share, named)) return share;
        if (!participant || Date.now() >= deadline) return null;
        await delay(ASK_AGAIN_MS);
      }
    },
    isInRoom: async (roomName, identity) => (await findParticipant(roomName, identity)) !== null,
  };
}

/** The screen share among a participant's tracks. */
export function shareOf(participant: ParticipantInfo): PublishedShare | null {
  const trackOf = (source: TrackSource): string | undefined => participant.tracks.find((track) => track.source === source)?.sid;
  const videoTrackId = trackOf(TrackSource.SCREEN_SHARE);
  if (videoTrackId === undefined) return null;
  const audioTrackId = trackOf(TrackSource.SCREEN_SHARE_AUDIO);
  return { videoTrackId, ...(audioTrackId !== undefined && { audioTrackId }) };
}

function isNamed(share: PublishedShare, named: Partial<PublishedShare>): boolean {
  return (
    (named.videoTrackId === undefined || named.videoTrackId === share.videoTrackId) &&
    (named.audioTrackId === undefined || named.audioTrackId === share.audioTrackId)
  );
}

/** LiveKit answers 404 for a room or a participant that is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 404;
}
