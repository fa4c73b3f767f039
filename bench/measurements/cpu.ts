import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchContext, type Measurement, type Row, usualBitrateKbps } from '../measurement.ts';
import { measureTranscode } from '../support/ffmpeg-transcode.ts';
import { observeRecordings } from '../support/observed-recordings.ts';
import { measureCores, residentMegabytes } from '../support/process-usage.ts';
import { openStage } from '../support/stage.ts';
import { formatNumber, median } from '../support/statistics.ts';

const settleMs = 8_000;
const measuredMs = 25_000;
const many = 10;

/** What one recording costs alone and among ten in one shard process, CPU and memory, beside re-encoding. */
export const cpu: Measurement = {
  name: 'cpu',
  title: 'CPU and memory of a recording, alone and one of ten',
  async run(context) {
    const loop = await context.mediaLoop(usualBitrateKbps);
    const directory = join(context.directory, 'cpu');
    const stage = await openStage(loop);
    const recordings = observeRecordings(stage, { directory, shards: 1, retentionMs: 60_000 });
    try {
      await recordings.grow(1);
      const alone = await observe(context, recordings, stage.livekitPid);
      await recordings.grow(many - 1);
      const each = await observe(context, recordings, stage.livekitPid);
      await recordings.close();
      await stage.close();
      context.say(`FFmpeg re-encodes the same for ${measuredMs / 1000} s`);
      const transcode = await measureTranscode(loop, context.directory, measuredMs);
      return describe(loop.bitrateKbps, alone, each, transcode);
    } finally {
      await recordings.close();
      await stage.close();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

interface Observation {
  cores: number;
  livekitCores: number;
  /** All that worked on this machine, others' work included. */
  machineCores: number;
  megabytes: number;
  lost: number;
}

async function observe(context: BenchContext, recordings: ReturnType<typeof observeRecordings>, livekitPid: number): Promise<Observation> {
  context.say(`${recordings.count()} recording(s) for ${(settleMs + measuredMs) / 1000} s`);
  await sleep(settleMs);
  const resident: number[] = [];
  const pids = recordings.pids();
  const [cores = Number.NaN, livekitCores = Number.NaN, machineCores = Number.NaN] = await measureCores([pids, [livekitPid]], async () => {
    for (let elapsed = 0; elapsed < measuredMs; elapsed += 1_000) {
      await sleep(1_000);
      resident.push(pids.reduce((sum, pid) => sum + residentMegabytes(pid), 0));
    }
  });
  return { cores, livekitCores, machineCores, megabytes: median(resident), lost: recordings.counters().lost };
}

function describe(kbps: number, alone: Observation, ten: Observation, transcode: { cores: number; megabytes: number }): Row[] {
  const sent = `1080p30 H.264 ${(kbps / 1000).toFixed(1)} Mbit/s + Opus`;
  const reference = `${formatNumber(transcode.cores)} core, ${formatNumber(transcode.megabytes)} MB (FFmpeg x264 veryfast zerolatency, picture only)`;
  return [
    {
      name: 'CPU of one recording alone',
      value: alone.cores,
      unit: 'core',
      target: { atMost: 0.035 },
      reference,
      detail: `${sent}; whole shard process over ${measuredMs / 1000} s; packets lost ${alone.lost}; machine busy ${formatNumber(alone.machineCores)} cores`,
    },
    {
      name: 'CPU of each of ten recordings',
      value: ten.cores / many,
      unit: 'core',
      target: { atMost: 0.015 },
      reference,
      detail: `${sent}; one shard process with ten: ${formatNumber(ten.cores)} core, LiveKit ${formatNumber(ten.livekitCores)} core; packets lost ${ten.lost}; machine busy ${formatNumber(ten.machineCores)} cores`,
    },
    {
      name: 'Memory of each further recording',
      value: (ten.megabytes - alone.megabytes) / (many - 1),
      unit: 'MB',
      target: { atMost: 10 },
      reference,
      detail: `median RSS of the shard process: ${formatNumber(alone.megabytes)} MB with one, ${formatNumber(ten.megabytes)} MB with ten`,
    },
  ];
}
