import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { fillBuffer } from '../support/fill-buffer.ts';
import { type CommandRun, measureCommand, prepareConcat } from '../support/measure-command.ts';
import { formatNumber, median } from '../support/statistics.ts';

const bufferEndMs = 1_790_000_000_000;
const repetitions = 5;

/** The cutter alone, in a fresh process: memory, and time by bytes, beside FFmpeg's concat of the same media. */
export const cut: Measurement = {
  name: 'cut',
  title: 'Memory of a cut and its time by bytes, beside FFmpeg',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const directory = join(context.directory, 'cut');
    await mkdir(directory);
    try {
      const { cpuMsPerMediaMinute } = await fillBuffer(join(directory, 'buffer'), loop, 640_000, bufferEndMs);
      const [short, long] = [await compare(directory, 120), await compare(directory, 600)];
      return describe(short, long, cpuMsPerMediaMinute);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

interface Comparison {
  ours: CommandRun[];
  /** Milliseconds from pin to published clip, without the start of a process. */
  cutMs: number[];
  reference: CommandRun[];
  megabytes: number;
}

async function compare(directory: string, seconds: number): Promise<Comparison> {
  const script = fileURLToPath(new URL('../cut-once.ts', import.meta.url));
  const clip = join(directory, `clip-${seconds}.mp4`);
  const startMs = bufferEndMs - 7_777 - seconds * 1000;
  const ours: CommandRun[] = [];
  for (let run = 0; run < repetitions; run++) {
    const pin = join(directory, `pin-${seconds}-${run}`);
    const window = [startMs, startMs + seconds * 1000].map(String);
    ours.push(await measureCommand(process.execPath, [script, join(directory, 'buffer'), pin, clip, ...window]));
  }
  const concat = await prepareConcat(clip, join(directory, `segments-${seconds}`));
  const reference: CommandRun[] = [];
  for (let run = 0; run < repetitions; run++) reference.push(await concat.run());
  const megabytes = (await stat(clip)).size / 1e6;
  await concat.remove();
  return { ours, cutMs: ours.map(({ output }) => Number(output)), reference, megabytes };
}

function describe(short: Comparison, long: Comparison, cpuMsPerMediaMinute: number): Row[] {
  const peak = Math.max(...long.ours.map(({ peakMegabytes }) => peakMegabytes));
  const referencePeak = Math.max(...long.reference.map(({ peakMegabytes }) => peakMegabytes));
  const perMegabyte = ({ cutMs, megabytes }: Comparison): number => median(cutMs) / megabytes;
  const timeOf = (runs: CommandRun[]): string => formatNumber(median(runs.map(({ milliseconds }) => milliseconds)));
  return [
    {
      name: 'Peak memory of cutting 10 min',
      value: peak,
      unit: 'MB',
      target: { atMost: 150 },
      reference: `${formatNumber(referencePeak)} MB (FFmpeg concat)`,
      detail: `a process of its own, ${formatNumber(long.megabytes)} MB clip, highest of ${repetitions}; ${formatNumber(Math.max(...short.ours.map(({ peakMegabytes }) => peakMegabytes)))} MB for 2 min`,
    },
    {
      name: 'Time of a cut by its bytes, 10 min against 2 min',
      value: perMegabyte(long) / perMegabyte(short),
      unit: 'x',
      target: { atMost: 1.2 },
      reference: `${timeOf(short.reference)} / ${timeOf(long.reference)} ms for 2 / 10 min (FFmpeg concat, no fsync)`,
      detail: `pin, cut, SHA-256 and fsync: ${formatNumber(median(short.cutMs))} / ${formatNumber(median(long.cutMs))} ms for ${formatNumber(short.megabytes)} / ${formatNumber(long.megabytes)} MB, medians of ${repetitions}; writing the buffer cost ${formatNumber(cpuMsPerMediaMinute)} ms of CPU a media minute`,
    },
  ];
}
