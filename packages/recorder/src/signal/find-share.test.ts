import { Encryption_Type, ParticipantInfo, ParticipantInfo_State, TrackInfo, TrackSource } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { findShare, type SharedTrack, whyNotRecordable } from './find-share.ts';

const SCREEN_FIELDS = { sid: 'TR_v', source: TrackSource.SCREEN_SHARE, mimeType: 'video/H264' };
const SCREEN = new TrackInfo(SCREEN_FIELDS);
const SOUND = new TrackInfo({ sid: 'TR_a', source: TrackSource.SCREEN_SHARE_AUDIO, mimeType: 'audio/opus' });
const CAMERA = new TrackInfo({ sid: 'TR_c', source: TrackSource.CAMERA, mimeType: 'video/VP8' });

function participant(fields: ConstructorParameters<typeof ParticipantInfo>[0]): ParticipantInfo {
  return new ParticipantInfo({ sid: 'PA_1', identity: 'sharer', state: ParticipantInfo_State.ACTIVE, ...fields });
}

describe('the share of a person', () => {
  it('is the screen and its sound, not the camera, and nobody else', () => {
    const others = [
      participant({ sid: 'PA_0', identity: 'sharer-2', tracks: [SCREEN] }),
      participant({ sid: 'PA_2', identity: 'rec-1-1', tracks: [SCREEN] }),
    ];
    const share = findShare([...others, participant({ tracks: [CAMERA, SOUND, SCREEN] })], 'sharer');
    expect(share).toMatchObject({ participantSid: 'PA_1', video: { sid: 'TR_v', kind: 'video' }, audio: { sid: 'TR_a' } });
  });

  it('is that of the newest connection of the person', () => {
    const gone = participant({ sid: 'PA_2', joinedAt: 9n, state: ParticipantInfo_State.DISCONNECTED, tracks: [SCREEN] });
    const old = participant({ sid: 'PA_3', joinedAt: 1n, tracks: [SCREEN] });
    const fresh = participant({ sid: 'PA_4', joinedAt: 5n });
    expect(findShare([gone, fresh, old], 'sharer')).toEqual({ participantSid: 'PA_4', video: undefined, audio: undefined });
    expect(findShare([gone], 'sharer')).toBeUndefined();
  });

  it('names all codecs it is published in', () => {
    const track = new TrackInfo({
      ...SCREEN_FIELDS,
      mimeType: 'video/VP9',
      codecs: [{ mimeType: 'video/VP9' }, { mimeType: 'video/H264' }],
    });
    expect(findShare([participant({ tracks: [track] })], 'sharer')?.video?.mimeTypes).toEqual(['video/vp9', 'video/h264']);
  });

  it('is known to be encrypted', () => {
    const track = new TrackInfo({ ...SCREEN_FIELDS, encryption: Encryption_Type.GCM });
    expect(findShare([participant({ tracks: [track] })], 'sharer')?.video?.encrypted).toBe(true);
  });
});

it.each<[string[], boolean, string | undefined]>([
  [['video/h264'], false, undefined],
  [['video/vp9', 'video/h264'], false, undefined],
  [[], false, undefined],
  [['audio/red'], false, undefined],
  [['video/vp8'], false, "The share's video is VP8, which cannot be recorded"],
  [['video/vp9'], false, "The share's video is VP9, which cannot be recorded"],
  [['video/av1'], false, "The share's video is AV1, which cannot be recorded"],
  [['video/h265'], false, "The share's video is H265, which cannot be recorded"],
  [['video/h264'], true, 'The share is end-to-end encrypted: the server sees only ciphertext and cannot record it'],
])('%j (encrypted: %s) is not recordable because: %s', (mimeTypes, encrypted, message) => {
  const track: SharedTrack = { sid: 'TR', kind: 'video', muted: false, encrypted, mimeTypes };
  expect(whyNotRecordable(track)?.message).toBe(message);
});
