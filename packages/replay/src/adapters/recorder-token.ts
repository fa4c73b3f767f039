import { AccessToken } from 'livekit-server-sdk';

/** Long enough to join; the connection outlives it. */
const TOKEN_LIFE_SECONDS = 60;

/** Every recorder's identity begins with it; no person's does. */
export const RECORDER_IDENTITY_PREFIX = 'rec-';

/**
 * A token for our recorder's participant. `hidden` alone would still count as somebody in the room and keep it alive;
 * `recorder` too keeps it out of every count and lets it subscribe whatever the publisher's track permissions are,
 * so whether somebody may be recorded is decided before this is called.
 */
export function createRecorderToken(
  credentials: { apiKey: string; apiSecret: string },
  roomName: string,
  identity: string,
): Promise<string> {
  const token = new AccessToken(credentials.apiKey, credentials.apiSecret, { identity, ttl: TOKEN_LIFE_SECONDS });
  token.addGrant({
    roomJoin: true,
    room: roomName,
    canSubscribe: true,
    canPublish: false,
    canPublishData: false,
    canUpdateOwnMetadata: false,
    hidden: true,
    recorder: true,
  });
  return token.toJwt();
}
