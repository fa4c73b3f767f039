/** Process of a publisher that sends encoded media in real time: `node encoded-publisher.ts <url> <token> <source file>`. */
import { readFile } from 'node:fs/promises';
import { deserialize } from 'node:v8';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MediaStreamTrack } from 'werift';
import type { EncodedMedia } from './encoded-media.ts';
import { publishEncoded, rtpTimeOf } from './publish-encoded.ts';
import { rtpPacket, toH264Payloads } from './rtp-payloads.ts';

/** A frame's packets leave in bursts, as browsers pace them: this many, then a pause. */
const burstPackets = 32;
const pauseMs = 4;

const [, , url = '', token = '', sourcePath = ''] = process.argv;
const { video: pictures, audio: sound } = deserialize(await readFile(sourcePath)) as EncodedMedia;
const { width, height } = pictures.config;
const tracks = await publishEncoded(url, token, { width, height });
const packets = { sent: 0, bytes: 0 };
let isOver = false;

/** Sends a loop of items for ever, each at its place in wall time modulo the loop's length. */
async function play(
  track: MediaStreamTrack,
  items: Array<{ atMs: number; payloads: Buffer[] }>,
  lengthMs: number,
  rate: number,
): Promise<void> {
  let sequence = 0;
  let loopMs = Math.floor(Date.now() / lengthMs) * lengthMs;
  let index = items.findIndex(({ atMs }) => loopMs + atMs >= Date.now());
  for (;;) {
    if (isOver) return;
    if (index < 0 || index >= items.length) {
      index = 0;
      loopMs += lengthMs;
    }
    const item = items[index++];
    if (item === undefined) return;
    const dueMs = loopMs + item.atMs;
    const waitMs = dueMs - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    const timestamp = rtpTimeOf(dueMs, rate);
    for (const [at, payload] of item.payloads.entries()) {
      if (at > 0 && at % burstPackets === 0) await sleep(pauseMs);
      track.writeRtp(rtpPacket({ sequence, timestamp, marker: at === item.payloads.length - 1, payload }));
      sequence = (sequence + 1) % 2 ** 16;
      packets.sent += 1;
      packets.bytes += payload.length;
    }
  }
}

const end = async (): Promise<void> => {
  if (isOver) return;
  isOver = true;
  await tracks.close();
  process.exit(0);
};
process.on('disconnect', () => void end());
process.on('SIGTERM', () => void end());
setInterval(() => process.send?.({ ...packets }), 1_000);
process.send?.({ ...packets });
const frames = pictures.frames.map(({ atMs, data }) => ({ atMs, payloads: toH264Payloads(data) }));
await Promise.all([
  play(tracks.video, frames, pictures.lengthMs, 90_000),
  play(
    tracks.audio,
    sound.packets.map((payload, at) => ({ atMs: at * 20, payloads: [payload] })),
    sound.lengthMs,
    48_000,
  ),
]);
