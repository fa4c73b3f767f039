import { buildPart, fillSilence, parseInitSegment, readParts, type Sample, segmentTypeBox } from '@reprise/recorder/cmaf';
import { open, readFile } from 'node:fs/promises';
import type { BufferSegment, TimeRange } from '../buffer/index.ts';

const timescale = 48_000;
/** A shorter hole is the jitter of packets: silence in it would push its neighbours apart. */
const shortestHole = timescale / 50;

export interface LiveSoundRequest {
  segments: readonly BufferSegment[];
  /** Wall clock, ms. */
  range: TimeRange;
  timelineZeroMs: number;
  initPath: string;
}

/** The sound of a stretch of the buffer as one segment of its own, with silence where there is none: players wait for it. */
export async function makeLiveSound({ segments, range, timelineZeroMs, initPath }: LiveSoundRequest): Promise<Buffer> {
  const ticksOf = (wallMs: number): number => Math.round(((wallMs - timelineZeroMs) * timescale) / 1000);
  const [from, to] = [ticksOf(range.startAt), ticksOf(range.endAt)];
  const overlapping = segments.filter((segment) => segment.endsAt > range.startAt && segment.startsAt < range.endAt);
  const packets = (await Promise.all(overlapping.map((segment) => readPackets(segment, from, to)))).flat();
  const config = parseInitSegment(await readFile(initPath));
  const samples = withoutHoles(packets, { from, to, channels: config.kind === 'audio' ? config.channels : 2 });
  const first = samples[0]?.dts ?? from;
  return Buffer.concat([segmentTypeBox, ...buildPart(1, samples, timelineZeroMs + (first * 1000) / timescale).buffers]);
}

/** The packets of a segment that begin in `[from, to)`; none when retention was faster. */
async function readPackets(segment: BufferSegment, from: number, to: number): Promise<Sample[]> {
  const file = await open(segment.path, 'r').catch(() => undefined);
  if (!file) return [];
  try {
    const packets: Sample[] = [];
    for (const part of readParts(file.fd, segment.bytes)) {
      const media = Buffer.allocUnsafe(part.endOffset - part.dataOffset);
      await file.read(media, 0, media.length, part.dataOffset);
      let { dts } = part;
      let offset = 0;
      for (const [index, duration] of part.durations.entries()) {
        const sizeBytes = part.sizes[index] ?? 0;
        const data = [media.subarray(offset, offset + sizeBytes)];
        if (dts >= from && dts < to) packets.push({ dts, duration, keyframe: true, sizeBytes, data });
        dts += duration;
        offset += sizeBytes;
      }
    }
    return packets;
  } finally {
    await file.close();
  }
}

/** Packets end to end: silence in the holes, and every packet lasting until the next. */
function withoutHoles(packets: readonly Sample[], { from, to, channels }: { from: number; to: number; channels: 1 | 2 }): Sample[] {
  const filled: Sample[] = [];
  let end = from;
  const fill = (until: number): void => {
    if (until - end < shortestHole) return;
    for (const { samples: duration, data } of fillSilence(until - end, channels)) {
      filled.push({ dts: end, duration, keyframe: true, sizeBytes: data.length, data: [data] });
      end += duration;
    }
  };
  for (const packet of packets) {
    fill(packet.dts);
    const last = filled.at(-1);
    if (last) last.duration = Math.max(1, packet.dts - last.dts);
    filled.push({ ...packet });
    end = packet.dts + packet.duration;
  }
  fill(to);
  return filled;
}
