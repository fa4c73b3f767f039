import { beforeEach, expect, test } from 'vitest';
import { ReplayError } from '../errors.ts';
import type { ClaimedCapture, CutClip } from '../ports/capture-work.ts';
import { type RunCaptureDeps, runCapture } from './run-capture.ts';

const pressedAt = 1_000_000;
const capture: ClaimedCapture = {
  id: 'c1',
  sessionId: 's1',
  userId: 'presser',
  segmentPath: 'room/sharer/s1',
  requestedStart: new Date(pressedAt - 60_000),
  requestedEnd: new Date(pressedAt),
  attempts: 1,
};
const clip: CutClip = {
  clipId: 'clip',
  path: '/clips/presser/1-clip.mp4',
  storagePath: 'presser/1-clip.mp4',
  sizeBytes: 10,
  checksum: 'ab',
  durationSeconds: 60,
  actual: { startAt: pressedAt - 60_000, endAt: pressedAt },
  gaps: [],
  complete: true,
};

let now: number;
let log: string[];
let deps: RunCaptureDeps;

beforeEach(() => {
  now = pressedAt + 30;
  log = [];
  const note = async (line: string): Promise<void> => void log.push(line);
  deps = {
    work: {
      pinned: () => note('pinned'),
      progressed: () => {},
      finishing: () => note('finishing'),
      complete: (_capture, done) => note(`complete ${done.clipId}`),
      failed: (_capture, error) => note(`failed ${error.code}`),
    },
    inFlightMs: 400,
    flushSession: async (_id, untilMs, timeoutMs) => (await note(`flush to ${untilMs} within ${timeoutMs}`), []),
    pin: async () => {
      await note('pin');
      return { directory: '/pins/c1', startAt: clip.actual.startAt, endAt: pressedAt, startOffsetSeconds: 1, segmentCount: 24 };
    },
    cut: async () => (await note('cut'), clip),
    discard: (paths) => note(`discard ${paths.join(' ')}`),
    unpin: (id) => note(`unpin ${id}`),
    pinQueue: (job) => job(),
    cutQueue: (job) => job(),
    now: () => now,
    report: { found: (_capture, count) => void log.push(`found ${count}`), step: () => {}, done: () => {}, failed: () => {} },
  };
});

test('from the press to the rows, waiting only for what is in flight', async () => {
  await runCapture(deps, capture, new AbortController().signal);
  expect(log).toEqual([`flush to ${pressedAt} within 370`, 'pin', 'found 24', 'pinned', 'cut', 'finishing', 'complete clip']);
});

test('a press long ago waits for nothing', async () => {
  now = pressedAt + 60_000;
  await runCapture(deps, capture, new AbortController().signal);
  expect(log[0]).toBe(`flush to ${pressedAt} within 0`);
});

test.each<[string, Partial<RunCaptureDeps>, string[]]>([
  ['an empty window', { pin: () => Promise.reject(new ReplayError('NO_SEGMENTS')) }, ['discard ', 'failed NO_SEGMENTS', 'unpin c1']],
  ['a cut that breaks', { cut: () => Promise.reject(new Error('EIO')) }, ['discard ', 'failed CAPTURE_FAILED', 'unpin c1']],
])('%s is undone and told', async (_name, broken, expected) => {
  await runCapture({ ...deps, ...broken }, capture, new AbortController().signal);
  expect(log.slice(-3)).toEqual(expected);
});

test('rows that cannot be written take the file with them', async () => {
  deps.work.complete = () => Promise.reject(new Error('connection lost'));
  await runCapture(deps, capture, new AbortController().signal);
  expect(log.slice(-3)).toEqual(['discard /clips/presser/1-clip.mp4', 'failed CAPTURE_FAILED', 'unpin c1']);
});

test('a cancelled capture leaves nothing', async () => {
  const abort = new AbortController();
  deps.cut = async () => {
    abort.abort();
    throw new Error('aborted');
  };
  await runCapture(deps, capture, abort.signal);
  expect(log.slice(-3)).toEqual(['discard ', 'failed CAPTURE_CANCELLED', 'unpin c1']);
});
