/** Somebody's screen share as LiveKit lists it. */
export interface PublishedShare {
  videoTrackId: string;
  audioTrackId?: string;
}

/** What LiveKit says about its rooms. */
export interface CallRooms {
  /**
   * The screen share of a participant; null when they are not there, share nothing, or not the tracks that are named.
   * LiveKit lists a track some 100 ms after its publisher knows of it, so a participant who is there is waited for a little.
   * @throws ReplayError LIVEKIT_UNREACHABLE
   */
  findShare(roomName: string, identity: string, named?: Partial<PublishedShare>): Promise<PublishedShare | null>;
  /** Whether somebody is in the call now. @throws ReplayError LIVEKIT_UNREACHABLE */
  isInRoom(roomName: string, identity: string): Promise<boolean>;
}

/** Makes the tokens browsers join with. */
export interface CallTokens {
  /** LiveKit's address as browsers reach it. */
  readonly url: string;
  /** A token for one room and person, good for joining within 10 minutes. */
  createToken(participant: { roomName: string; identity: string; name: string }): Promise<string>;
}
