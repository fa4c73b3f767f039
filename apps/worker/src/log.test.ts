import { Writable } from 'node:stream';
import { ReplayError } from '@reprise/replay';
import { ConcatenationError } from '@reprise/replay/server';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { scheduleJob } from './jobs/schedule-job.ts';
import { reportCaptures, reportSessions } from './log.ts';
import { createWorkerMetrics, type WorkerMetrics } from './metrics/create-worker-metrics.ts';

const session = { id: 's1', requestId: 'browser-1' };
const claimed = {
  ...session,
  ...{ roomName: 'room', userId: 'sharer', status: 'starting' as const, quality: '1080p' as const, generation: 1 },
  ...{ videoTrackId: null, audioTrackId: null, segmentPath: 'room/sharer/s1', graceUntil: null },
};
const capture = {
  ...{ id: 'c1', sessionId: 's1', userId: 'presser', segmentPath: 'room/sharer/s1', attempts: 1 },
  ...{ requestedStart: new Date(0), requestedEnd: new Date(60_000) },
};

let written: string[];
let metrics: WorkerMetrics;
const log = pino(
  { level: 'debug', base: null, timestamp: false },
  new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  }),
);
const lines = (): unknown[] => written.map((line): unknown => JSON.parse(line));
const errorsTold = async (type: string): Promise<string | undefined> =>
  (await metrics.render()).text.split('\n').find((line) => line.startsWith(`replay_buffer_errors_total{type="${type}"}`));

beforeEach(() => {
  written = [];
  metrics = createWorkerMetrics({
    activeSessions: () => 0,
    shards: () => [],
    storedBytes: () => Promise.resolve({ buffers: 0, clips: 0 }),
  });
});

test('a failed session: the recording, why, and one more for the alert', async () => {
  const report = reportSessions(log, metrics);
  const unreachable = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  report.failed(session, new ReplayError('LIVEKIT_UNREACHABLE', { cause: unreachable }), 'EG_1');
  report.failed(session, new ReplayError('NO_RECORDER_CAPACITY'));
  report.event(claimed, { type: 'failed', code: 'track-gone', message: 'The track is gone' }, 'EG_1');
  const told = { level: 50, msg: 'Egress session failed', sessionId: 's1', requestId: 'browser-1' };
  expect(lines()).toMatchObject([
    { ...told, egressId: 'EG_1', error: 'connect ECONNREFUSED' },
    { ...told, egressId: 's1', error: 'No recorder has room for another replay buffer' },
    { ...told, egressId: 'EG_1', error: 'The track is gone', code: 'track-gone' },
  ]);
  expect(await errorsTold('egress_failed')).toMatch(/ 3$/);
});

test('segments that FFmpeg cannot join: what FFmpeg said, and how many there were', async () => {
  const complaint = new Error('FFmpeg failed: concat.txt: Invalid data found when processing input', {
    cause: new Error('ffmpeg exited with code 183'),
  });
  const cause = new ConcatenationError(12, { cause: new ReplayError('CAPTURE_FAILED', { cause: complaint }) });
  reportCaptures(log, metrics, 'ffmpeg').failed(capture, new ReplayError('CAPTURE_FAILED', { cause }));
  expect(lines()).toMatchObject([
    { level: 50, msg: 'FFmpeg concatenation failed', captureId: 'c1', segmentCount: 12, error: complaint.message },
  ]);
  expect(await errorsTold('ffmpeg_failed')).toMatch(/ 1$/);
});

test('what a capture found, and what it had to leave out', () => {
  const report = reportCaptures(log, metrics, 'cutter');
  report.found(capture, 24);
  report.damaged(capture, ['/pins/c1/video/segment-1.m4s']);
  expect(lines()).toMatchObject([
    { level: 20, msg: 'Found 24 segments', captureId: 'c1' },
    { level: 40, msg: 'Damaged segments were skipped', segments: ['/pins/c1/video/segment-1.m4s'] },
  ]);
});

test.each([
  ['told', false, 30],
  ['for debugging only where it would flood the log', true, 20],
])('a job that begins is %s', async (_name, isFrequent, level) => {
  const turns = { take: () => Promise.reject(new Error('Not a job of the cluster')), close: () => Promise.resolve() };
  const job = scheduleJob(
    { name: 'temp-files', pattern: '0 0 1 1 *', isFrequent, run: () => Promise.resolve({ files: 2 }) },
    { log, turns, report: () => undefined },
  );
  await job.runNow();
  await job.stop();
  expect(lines()).toMatchObject([
    { level, msg: 'Running cleanup', job: 'temp-files' },
    { level: 30, msg: 'Cleaned up', count: 2 },
  ]);
});
