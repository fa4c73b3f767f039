import { createRecording } from '@reprise/recorder';
import { AccessToken } from 'livekit-server-sdk';

const [url = 'ws://127.0.0.1:7880', room = 'stage', sharer = 'alice', directory = './buffer'] = process.argv.slice(2);

const recording = createRecording({
  url,
  createToken(identity) {
    const token = new AccessToken('devkey', 'secret', { identity });
    token.addGrant({ roomJoin: true, room, canPublish: false, canSubscribe: true, hidden: true, recorder: true });
    return token.toJwt();
  },
  identityPrefix: 'rec-example',
  firstGeneration: 1,
  participantIdentity: sharer,
  quality: 'high',
  directory,
  segmentDurationMs: 5_000,
  partDurationMs: 500,
  retentionMs: 12 * 60_000,
  liveWindowMs: 12 * 60_000,
  onEvent: (event) => console.log(event),
});

await recording.start();
process.once('SIGINT', () => void recording.stop({ ended: true }));
