import type { ReceiveStats } from '@reprise/recorder';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { createWorkerMetrics } from './create-worker-metrics.ts';
import { type FindUnreadiness, type MetricsServer, serveMetrics } from './serve-metrics.ts';

let server: MetricsServer;
afterEach(() => server.close());

const load = { pid: 1, recordings: 1, loopDelayP99Ms: 2, cpuShare: 0.1, memoryBytes: 3 };

const received: ReceiveStats = {
  packets: 9,
  lost: 1,
  recovered: 2,
  duplicates: 0,
  keyframes: 1,
  pliSent: 0,
  nackSent: 0,
  keyframeAgeMs: 1_500,
  roundTripMs: 1,
  rejectedPackets: 0,
  receiveBufferBytes: undefined,
  decryption: 'own',
};

async function serve(findUnreadiness: FindUnreadiness): Promise<(path: string) => Promise<{ status: number; text: string }>> {
  const metrics = createWorkerMetrics({
    activeSessions: () => 2,
    shards: () => [load],
    storedBytes: async () => ({ buffers: 7, clips: 8 }),
  });
  metrics.expectJob('reconcile');
  metrics.job('reconcile', 'done', 5);
  metrics.captureDone(100, 30);
  metrics.captureStep('cut', 50);
  metrics.cutDone('cutter', 50);
  metrics.storage('buffer', { state: 'ok', freeBytes: 1, totalBytes: 2 });
  metrics.buffered('s', { bufferedFromMs: 0, bufferedToMs: 9_000 });
  metrics.received('s', received);
  server = await serveMetrics(metrics, findUnreadiness, { host: '127.0.0.1', port: 0 }, pino({ level: 'silent' }));
  return async (path) => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
    return { status: response.status, text: await response.text() };
  };
}

/** Every line an operator's dashboards count on, as Prometheus reads it. */
const lines = [
  'replay_buffer_active_sessions 2',
  'replay_buffer_temp_storage_bytes 7',
  'replay_buffer_saved_replays_bytes 8',
  'replay_buffer_captures_total 1',
  'replay_buffer_capture_duration_seconds_count 1',
  'replay_buffer_ffmpeg_duration_seconds_count{tool="cutter"} 1',
  'replay_buffer_errors_total{type="egress_failed"} 0',
  'replay_buffer_errors_total{type="ffmpeg_failed"} 0',
  'replay_buffer_errors_total{type="quota_exceeded"} 0',
  'replay_capture_tail_seconds_sum 0.03',
  'replay_capture_phase_duration_seconds_count{phase="cut"} 1',
  'replay_recorder_packets_total{kind="received"} 9',
  'replay_recorder_packets_total{kind="lost"} 1',
  'replay_recorder_keyframe_age_seconds{session="s"} 1.5',
  'replay_buffer_seconds{session="s"} 9',
  'replay_recorder_loop_delay_p99_seconds{shard="0"} 0.002',
  'replay_job_runs_total{task="reconcile",outcome="done"} 1',
  'replay_job_runs_total{task="reconcile",outcome="failed"} 0',
  'replay_job_duration_seconds_count{task="reconcile"} 1',
  'replay_storage_ok{place="buffer"} 1',
];

test('/metrics has every name that is promised', async () => {
  const get = await serve(async () => undefined);
  const { text } = await get('/metrics');
  expect(lines.filter((line) => !text.split('\n').includes(line))).toEqual([]);
});

test('/healthz lives as long as the process; /readyz says why no work is taken', async () => {
  let why: string | undefined = 'the storage takes no new recordings';
  const get = await serve(() => (why === 'broken' ? Promise.reject(new Error('down')) : Promise.resolve(why)));
  expect(await get('/healthz')).toEqual({ status: 200, text: 'ok' });
  expect(await get('/readyz')).toEqual({ status: 503, text: 'the storage takes no new recordings' });
  why = undefined;
  expect(await get('/readyz')).toEqual({ status: 200, text: 'ready' });
  why = 'broken';
  expect(await get('/readyz')).toEqual({ status: 503, text: 'the database does not answer' });
  expect((await get('/elsewhere')).status).toBe(404);
});
