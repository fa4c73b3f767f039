import { expect, it } from 'vitest';
import { parseMediaSections } from './media-section.ts';

const OFFER = [
  'v=0',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:0',
  'a=sendrecv',
  'm=video 9 UDP/TLS/RTP/SAVPF 125 107',
  'a=mid:1',
  'a=rtpmap:125 H264/90000',
  'a=rtpmap:107 rtx/90000',
  'a=msid:PA_x TR_video',
  'a=ssrc-group:FID 111 222',
  'a=ssrc:222 cname:x',
  'a=ssrc:111 cname:x',
  'a=sendonly',
  'm=audio 9 UDP/TLS/RTP/SAVPF 109',
  'a=mid:2',
  'a=rtpmap:109 opus/48000/2',
  'a=msid:PA_x TR_audio',
  'a=ssrc:333 cname:x',
  'a=inactive',
  'm=audio 9 UDP/TLS/RTP/SAVPF 109',
  'a=mid:3',
  'a=sendonly',
  '',
];

it.each(['\r\n', '\n'])('reads the tracks of an offer', (lineEnd) => {
  expect(parseMediaSections(OFFER.join(lineEnd))).toEqual([
    {
      mid: '1',
      kind: 'video',
      active: true,
      ssrc: 111,
      trackSid: 'TR_video',
      codecs: new Map([
        [125, 'video/h264'],
        [107, 'video/rtx'],
      ]),
    },
    { mid: '2', kind: 'audio', active: false, ssrc: 333, trackSid: 'TR_audio', codecs: new Map([[109, 'audio/opus']]) },
  ]);
});
