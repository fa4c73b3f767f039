import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@reprise/recorder/testing';
import { readClipClock } from '@reprise/synthetic-share/clip-clock';
import { startSyntheticShare } from '@reprise/synthetic-share';
import type { Measurement, Row } from '../measurement.ts';
import { describeSpread, quantile } from '../support/statistics.ts';
import { openWorkerStage, type WorkerStage } from '../../apps/worker/src/testing/worker-stage.ts';

const recordingKills = 8;
const cuttingKills = 3;
const capturesAtOnce = 6;
const clipMs = 30_000;
const renditionTimeoutMs = 120_000;

/** What a worker that is killed together with its recorder processes (SIGKILL) loses: media, clips, quota. */
export const kill: Measurement = {
  name: 'kill',
  title: 'kill -9 of the worker: media, clips and quota',
  async run(context) {
    const stage = await openWorkerStage(join(context.directory, 'kill'));
    try {
      const token = await stage.livekit.token(stage.sharerId, { canPublish: true });
      const share = await startSyntheticShare({ url: stage.livekit.url, token, width: 640, height: 360, framesPerSecond: 30 });
      try {
        stage.startWorker();
        await stage.untilRecording();
        await sleep(5_000);
        const media = await killWhileRecording(stage);
        const captures = await killWhileCutting(stage);
        return [...describeMedia(media), ...(await describeClips(stage, captures))];
      } finally {
        await share.stop();
      }
    } finally {
      await stage.close();
    }
  },
};

interface LostMedia {
  beforeKillMs: number[];
  untilAgainMs: number[];
}

async function killWhileRecording(stage: WorkerStage): Promise<LostMedia> {
  const lost: LostMedia = { beforeKillMs: [], untilAgainMs: [] };
  for (let index = 0; index < recordingKills; index++) {
    await sleep(2_000 + ((index * 137) % 500));
    const killedAt = Date.now();
    await stage.endWorker('SIGKILL');
    stage.startWorker();
    await stage.untilRecording();
    await waitUntil('media after the kill', 30_000, async () => {
      const { bufferedTo } = await stage.database.db.egressSession.findFirstOrThrow();
      return (bufferedTo?.getTime() ?? 0) > killedAt + 2_000;
    });
    const capture = await stage.press(Date.now() - killedAt + 1_500);
    await capture.reached('done');
    const original = (await stage.filesOf(capture.id)).get('ORIGINAL') ?? '';
    const clocks = (await readClipClock(original)).flatMap(({ clockMs }) => clockMs ?? []);
    lost.beforeKillMs.push(killedAt - Math.max(...clocks.filter((clock) => clock <= killedAt)));
    lost.untilAgainMs.push(Math.min(...clocks.filter((clock) => clock > killedAt)) - killedAt);
  }
  return lost;
}

/** Kills at different points of some captures; every one that was asked for must become a clip. */
async function killWhileCutting(stage: WorkerStage): Promise<string[]> {
  const captures: string[] = [];
  for (let index = 0; index < cuttingKills; index++) {
    const pressed = await Promise.all(Array.from({ length: capturesAtOnce }, () => stage.press(clipMs)));
    await Promise.race(pressed.map((capture) => capture.reached('cutting')));
    await sleep(index * 60);
    await stage.endWorker('SIGKILL');
    stage.startWorker();
    await Promise.allSettled(pressed.map((capture) => capture.reached('done')));
    captures.push(...pressed.map(({ id }) => id));
  }
  return captures;
}

function describeMedia({ beforeKillMs, untilAgainMs }: LostMedia): Row[] {
  return [
    {
      name: 'kill -9 of the worker: media before the kill that is lost',
      value: quantile(beforeKillMs, 1),
      unit: 'ms (max)',
      target: { atMost: 500 },
      reference: 'a segment or two (recorders that write whole segments)',
      detail: `${describeSpread(beforeKillMs, 'ms')}; recording again after ${describeSpread(untilAgainMs, 'ms')} with the worker started at once; worker and recorder processes killed together; 30 fps picture drawn live`,
    },
  ];
}

async function describeClips(stage: WorkerStage, captures: string[]): Promise<Row[]> {
  const { db } = stage.database;
  const clips = await db.replayClip.count({ where: { id: { in: captures } } });
  const all = await db.replayClip.count();
  await waitUntil(
    'all renditions are made',
    renditionTimeoutMs,
    async () => (await db.file.count({ where: { purpose: 'COMPATIBLE' } })) === all,
  );
  const files = await db.file.findMany();
  const stored = files.reduce((sum, { size }) => sum + size, 0n);
  const quota = await db.userReplayQuota.findUniqueOrThrow({ where: { userId: stage.sharerId } });
  const drift = Number(quota.usedBytes - stored);
  const onDisk = await readdir(stage.clipDirectory);
  const orphans = onDisk.filter((name) => files.every(({ storagePath }) => !storagePath.endsWith(`/${name}`)));
  const conditions = `${cuttingKills} kills with ${capturesAtOnce} captures each under way`;
  return [
    {
      name: 'kill -9 of the worker: clips lost',
      value: captures.length - clips,
      unit: 'clips',
      target: { atMost: 0 },
      detail: `${clips} of ${captures.length} clips were made; ${conditions}`,
    },
    {
      name: 'kill -9 of the worker: quota drift',
      value: Math.abs(drift) + Math.abs(Number(quota.reservedBytes)),
      unit: 'bytes',
      target: { atMost: 0 },
      detail: `used ${quota.usedBytes} of ${stored} stored, ${quota.reservedBytes} still reserved; ${orphans.length} files without a row; ${conditions}`,
    },
  ];
}
