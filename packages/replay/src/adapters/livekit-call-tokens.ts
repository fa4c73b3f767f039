import { AccessToken, TrackSource } from 'livekit-server-sdk';
import type { CallTokens } from '../ports/call-rooms.ts';

/** Keys of the LiveKit server, and its address as browsers reach it (ws or wss). */
export interface LiveKitTokenOptions {
  url: string;
  apiKey: string;
  apiSecret: string;
}

/** Joining must happen within this time; a call that runs is not ended by it. */
const TTL = '10m';

/** Tokens for people in calls: one room, publish and subscribe, nothing to administer. */
export function createLiveKitCallTokens({ url, apiKey, apiSecret }: LiveKitTokenOptions): CallTokens {
  return {
    url,
    createToken: ({ roomName, identity, name }) => {
      const token = new AccessToken(apiKey, apiSecret, { identity, name, ttl: TTL });
      token.addGrant({
        room: roomName,
        roomJoin: true,
        canSubscribe: true,
        canPublish: true,
        canPublishSources: [TrackSource.MICROPHONE, TrackSource.CAMERA, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
        canPublishData: false,
        canUpdateOwnMetadata: false,
      });
      return token.toJwt();
    },
  };
}
