import { beforeEach, expect, test } from 'vitest';
import { ReplayError } from '../errors.ts';
import type { Recorder, RecordingEvent, RecordingRequest } from '../ports/recorder.ts';
import type { ClaimedSession, SessionWork } from '../ports/session-work.ts';
import { type RunSessionDeps, runSession } from './run-session.ts';

const claimed: ClaimedSession = {
  id: 's1',
  roomName: 'room',
  userId: 'sharer',
  status: 'starting',
  quality: '1080p',
  videoTrackId: 'TR_V',
  audioTrackId: null,
  segmentPath: 'room/sharer/s1',
  generation: 1,
  graceUntil: null,
};

let now: number;
let log: string[];
let emit: (event: RecordingEvent) => void;
let deps: RunSessionDeps;

beforeEach(() => {
  now = 1_000_000;
  log = [];
  const wrote =
    (name: string) =>
    async (...values: unknown[]): Promise<boolean> => {
      log.push([name, ...values.slice(1).map((value) => (value instanceof Date ? value.getTime() - now : value))].join(' '));
      return true;
    };
  const unexpected = (name: string) => (): never => {
    throw new Error(`${name} was not expected`);
  };
  const work: SessionWork = {
    claim: unexpected('claim'),
    renew: unexpected('renew'),
    release: unexpected('release'),
    recorded: wrote('recorded'),
    active: wrote('active'),
    grace: wrote('grace'),
    finished: wrote('finished'),
    failed: wrote('failed'),
    media: async () => void log.push('media'),
    gap: async ({ id }, { fromMs, toMs, reason }) =>
      void log.push(`gap ${id} ${fromMs - now} ${toMs === null ? 'open' : toMs - now} ${reason}`),
    progress: async (_id, progress) => void log.push(`progress ${progress.bufferedToMs - now}`),
  };
  const recorder: Recorder = {
    freeCapacity: unexpected('freeCapacity'),
    close: unexpected('close'),
    start: async (request: RecordingRequest) => {
      emit = request.onEvent;
      log.push(`record ${request.directory} generation ${request.generation}`);
      return { egressId: 'DR_s1', flush: async () => [], stop: async () => void log.push('recording stopped') };
    },
  };
  deps = {
    work,
    recorder,
    buffers: { directoryOf: (path) => `/buffers/${path}`, remove: async (path) => void log.push(`removed ${path}`) },
    graceMs: 300_000,
    startTimeoutMs: 30_000,
    now: () => now,
    report: {
      started: () => {},
      event: () => {},
      failed: (_session, error, egressId) => void log.push(`told ${error instanceof Error ? error.message : ''} of ${egressId ?? 'none'}`),
      over: () => {},
    },
  };
});

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const progress = (): RecordingEvent => ({ type: 'progress', bufferedFromMs: now - 5000, bufferedToMs: now, bufferBytes: 1, bitrateBps: 1 });

test('a share that ends by itself stays capturable, then its buffer goes', async () => {
  const run = runSession(deps, claimed);
  await settle();
  emit({ type: 'active', sinceMs: now });
  emit({ type: 'share-ended', reason: 'unpublished' });
  emit({ type: 'share-ended', reason: 'left' });
  await settle();
  now += 299_999;
  await run.tick();
  expect(run.isOver).toBe(false);
  now += 1;
  await run.tick();
  expect(run.isOver).toBe(true);
  expect(log).toEqual([
    'record /buffers/room/sharer/s1 generation 1',
    'recorded DR_s1',
    'active',
    'grace 300000 unpublished',
    'recording stopped',
    'removed room/sharer/s1',
    'finished',
  ]);
});

test('a sharer who comes back within the grace continues the session', async () => {
  const run = runSession(deps, { ...claimed, status: 'grace', graceUntil: new Date(now + 1000) });
  await settle();
  emit({ type: 'active', sinceMs: now });
  await settle();
  now += 2000;
  await run.tick();
  expect(run.isOver).toBe(false);
  expect(log).toContain('active');
});

test('a start that never gets a picture fails and leaves nothing', async () => {
  const run = runSession(deps, claimed);
  await settle();
  now += 30_000;
  await run.tick();
  await run.tick();
  expect(log.slice(2)).toEqual([
    'told No picture arrived from the share of DR_s1',
    'failed No picture arrived from the share',
    'recording stopped',
    'removed room/sharer/s1',
  ]);
});

test.each([
  ['before any media the session failed', false, 'failed End-to-end encrypted'],
  ['after media the share ended and can be captured', true, 'grace 300000 End-to-end encrypted'],
])('a recorder that gives up: %s', async (_name, hadMedia, expected) => {
  runSession(deps, claimed);
  await settle();
  if (hadMedia) emit({ type: 'active', sinceMs: now });
  emit({ type: 'failed', code: 'end-to-end-encrypted', message: 'End-to-end encrypted' });
  await settle();
  expect(log).toContain(expected);
});

test('progress is written every other second', async () => {
  runSession(deps, claimed);
  await settle();
  for (let second = 0; second < 4; second += 1) {
    emit(progress());
    await settle();
    now += 1000;
  }
  expect(log.filter((line) => line.startsWith('progress'))).toHaveLength(2);
});

test('what is buffered is told before the grace begins', async () => {
  runSession(deps, claimed);
  await settle();
  emit({ type: 'active', sinceMs: now });
  emit(progress());
  now += 1000;
  emit(progress());
  emit({ type: 'share-ended', reason: 'left' });
  await settle();
  expect(log.slice(-2)).toEqual(['progress 0', 'grace 300000 left']);
});

test('leaving keeps the session and the buffer', async () => {
  const run = runSession(deps, claimed);
  await run.leave();
  expect(log.slice(1)).toEqual(['recording stopped']);
});

test('a recording whose session could not be written is stopped', async () => {
  deps.work.recorded = async () => false;
  const run = runSession(deps, claimed);
  await settle();
  expect(run.isOver).toBe(true);
  expect(log.slice(1)).toEqual(['recording stopped']);
});

test('a recorder without room says so in its own words', async () => {
  deps.recorder.start = () => Promise.reject(new ReplayError('NO_RECORDER_CAPACITY'));
  runSession(deps, claimed);
  await settle();
  expect(log).toContain('failed No recorder has room for another replay buffer');
});

test('what is not received is told to the call', async () => {
  runSession(deps, claimed);
  await settle();
  emit({ type: 'reconnecting', reason: 'signal lost' });
  emit({ type: 'gap', fromMs: now - 4000, toMs: now - 1000, reason: 'rejoined' });
  await settle();
  expect(log.slice(-2)).toEqual(['gap s1 0 open signal lost', 'gap s1 -4000 -1000 rejoined']);
});
