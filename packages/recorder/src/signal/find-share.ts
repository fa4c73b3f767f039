import { Encryption_Type, ParticipantInfo_State, type ParticipantInfo, type TrackInfo, TrackSource } from '@livekit/protocol';
import { findRecordableCodec } from '../rtp/codecs.ts';

/** One track of a share, as LiveKit announces it. */
export interface SharedTrack {
  sid: string;
  kind: 'video' | 'audio';
  muted: boolean;
  encrypted: boolean;
  /** MIME types it is published in; empty while LiveKit does not know yet. */
  mimeTypes: string[];
}

/** What somebody shares at the moment. */
export interface Share {
  participantSid: string;
  video: SharedTrack | undefined;
  audio: SharedTrack | undefined;
}

/** The share of `identity`; undefined when that participant is not in the room. Only an exact identity counts, so recorders never meet each other. */
export function findShare(participants: Iterable<ParticipantInfo>, identity: string): Share | undefined {
  let newest: ParticipantInfo | undefined;
  for (const participant of participants) {
    if (participant.identity !== identity || participant.state === ParticipantInfo_State.DISCONNECTED) continue;
    if (newest === undefined || participant.joinedAt >= newest.joinedAt) newest = participant;
  }
  if (newest === undefined) return undefined;
  const video = newest.tracks.find((track) => track.source === TrackSource.SCREEN_SHARE);
  const audio = newest.tracks.find((track) => track.source === TrackSource.SCREEN_SHARE_AUDIO);
  return {
    participantSid: newest.sid,
    video: video && describeTrack(video, 'video'),
    audio: audio && describeTrack(audio, 'audio'),
  };
}

function describeTrack(track: TrackInfo, kind: SharedTrack['kind']): SharedTrack {
  const mimeTypes = [track.mimeType, ...track.codecs.map((codec) => codec.mimeType)].filter((type) => type !== '');
  return {
    sid: track.sid,
    kind,
    muted: track.muted,
    encrypted: track.encryption !== Encryption_Type.NONE,
    mimeTypes: [...new Set(mimeTypes.map((type) => type.toLowerCase()))],
  };
}

/** Opus with redundancy (RFC 2198), as browsers publish it: LiveKit unwraps it for whoever does not offer it, and we do not. */
const REDUNDANT_OPUS = 'audio/red';

/** Why a track cannot be recorded; undefined when it can, or nobody knows yet. */
export function whyNotRecordable(track: SharedTrack): { code: 'end-to-end-encrypted' | 'unsupported-codec'; message: string } | undefined {
  if (track.encrypted) {
    return {
      code: 'end-to-end-encrypted',
      message: 'The share is end-to-end encrypted: the server sees only ciphertext and cannot record it',
    };
  }
  if (track.mimeTypes.length === 0 || track.mimeTypes.some((type) => type === REDUNDANT_OPUS || findRecordableCodec(type) !== undefined)) {
    return undefined;
  }
  const names = track.mimeTypes.map((type) => type.split('/')[1]?.toUpperCase()).join(', ');
  return { code: 'unsupported-codec', message: `The share's ${track.kind} is ${names}, which cannot be recorded` };
}
