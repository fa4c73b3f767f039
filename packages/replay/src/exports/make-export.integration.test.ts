import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeFile } from '../adapters/capture-files.ts';
import { createMediaTools } from '../adapters/media-tools.ts';
import type { ExportJob, ExportQueue, ExportWork } from '../ports/export-store.ts';
import type { Rendition } from '../ports/rendition-store.ts';
import { makeExport, type MakeExportDeps } from './make-export.ts';

const run = promisify(execFile);
const mediaTools = createMediaTools();
const job: ExportJob = { clipId: 'clip', version: 1 };
const durationSeconds = 12;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-export-'));
  // Noise is what encoders like least: nothing is predicted.
  const picture = ['-f', 'lavfi', '-i', `nullsrc=s=640x360:r=30:d=${durationSeconds},geq=random(1)*255:128:128`];
  const sound = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${durationSeconds}`];
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '23', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest'];
  await run('ffmpeg', ['-v', 'error', ...picture, ...sound, ...encode, join(directory, 'clip.compatible.mp4')]);
}, 120_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

interface Outcome {
  file: Rendition | undefined;
  failed: string | undefined;
  progress: number[];
}

/** Makes one export as a worker does; whatever it is not meant to ask fails. */
async function make(limitBytes: number, outcome: Outcome, signal = new AbortController().signal): Promise<string> {
  const { sizeBytes } = await describeFile(join(directory, 'clip.compatible.mp4'));
  const source = { storagePath: 'clip.compatible.mp4', sizeBytes, mayBeCopied: true };
  const work: ExportWork = { ...job, limitBytes, durationSeconds, width: 640, height: 360, source };
  const unexpected = (): never => {
    throw new Error('Not asked for here');
  };
  const exports: ExportQueue = {
    listUnfinished: unexpected,
    listOlderThan: unexpected,
    start: async () => work,
    noteProgress: async (_job, progress) => void outcome.progress.push(progress),
    complete: async (_job, file) => {
      outcome.file = file;
      return true;
    },
    fail: async (_job, code) => {
      outcome.failed = code;
    },
  };
  const deps: MakeExportDeps = {
    exports,
    mediaTools,
    describeFile,
    createId: randomUUID,
    pathOf: (storagePath) => join(directory, storagePath),
    storage: {
      remove: async (paths) => {
        for (const path of paths) await rm(join(directory, path), { force: true });
      },
    },
    onProgressLost: unexpected,
    onFailed: () => undefined,
  };
  return makeExport(deps, job, signal);
}

const nothing = (): Outcome => ({ file: undefined, failed: undefined, progress: [] });
const leftovers = async () => (await readdir(directory)).filter((name) => name.startsWith('.tmp'));

test('a clip that is too large is made just smaller than the limit, whole, with picture and sound', async () => {
  const outcome = nothing();
  expect(await make(1_000_000, outcome)).toBe('done');
  expect(outcome.file?.sizeBytes).toBeLessThanOrEqual(1_000_000);
  expect(outcome.file?.sizeBytes).toBeGreaterThan(700_000);
  expect(outcome.progress.length).toBeGreaterThan(0);
  expect([...outcome.progress].sort((a, b) => a - b)).toEqual(outcome.progress);
  const info = await mediaTools.probe(join(directory, outcome.file?.storagePath ?? ''));
  expect(info.durationSeconds).toBeCloseTo(durationSeconds, 0);
  expect(info.streams.map(({ kind, codec }) => [kind, codec])).toEqual([
    ['video', 'h264'],
    ['audio', 'aac'],
  ]);
  expect(await leftovers()).toEqual([]);
}, 120_000);

test('one that fits already is copied', async () => {
  const outcome = nothing();
  const { sizeBytes } = await describeFile(join(directory, 'clip.compatible.mp4'));
  expect(await make(sizeBytes + 50_000, outcome)).toBe('done');
  const info = await mediaTools.probe(join(directory, outcome.file?.storagePath ?? ''));
  expect(info.streams[0]).toMatchObject({ width: 640, height: 360 });
  expect(Math.abs((outcome.file?.sizeBytes ?? 0) - sizeBytes)).toBeLessThan(20_000);
});

test('one that cannot be made so small fails with that reason and leaves nothing behind', async () => {
  const outcome = nothing();
  expect(await make(50_000, outcome)).toBe('failed');
  expect(outcome).toMatchObject({ failed: 'EXPORT_TOO_SMALL', file: undefined });
  expect(await leftovers()).toEqual([]);
});

test('work that is ended leaves nothing behind, and no failure', async () => {
  const outcome = nothing();
  const ending = new AbortController();
  const made = make(1_000_000, outcome, ending.signal);
  ending.abort(new Error('The worker ends'));
  await expect(made).rejects.toThrow('The worker ends');
  expect(outcome).toEqual(nothing());
  expect(await leftovers()).toEqual([]);
});
