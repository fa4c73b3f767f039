import type { ReceiveStats } from '@reprise/recorder';
import type { ShardLoad } from '@reprise/recorder/shards';
import type { StorageHealth } from '@reprise/replay/server';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is measured when somebody asks. */
export interface MetricSources {
  activeSessions: () => number;
  shards: () => ShardLoad[];
  /** Bytes; of this node's buffers, and of every clip of the cluster. */
  storedBytes: () => Promise<{ buffers: number; clips: number }>;
}

/** The numbers of one worker. Durations are taken in ms and told in seconds. */
export interface WorkerMetrics {
  render(): Promise<{ contentType: string; text: string }>;
  captureDone(durationMs: number, tailMs: number): void;
  captureStep(step: string, durationMs: number): void;
  cutDone(tool: 'cutter' | 'ffmpeg', durationMs: number): void;
  failed(type: string): void;
  /** A job that may run: its counters exist from the start, so that a first failure is an increase. */
  expectJob(task: string): void;
  job(task: string, outcome: 'done' | 'failed', durationMs: number): void;
  storage(place: 'buffer' | 'clips', health: StorageHealth): void;
  received(sessionId: string, stats: ReceiveStats): void;
  buffered(sessionId: string, range: { bufferedFromMs: number; bufferedToMs: number }): void;
  sessionOver(sessionId: string): void;
}

const CAPTURE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40];
const STEP_BUCKETS = [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const TAIL_BUCKETS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10];
const JOB_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300];

/** Makes the registry; nothing is shared between two of them. */
export function createWorkerMetrics(sources: MetricSources): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'replay_buffer_active_sessions',
    help: 'Sessions this worker records',
    registers,
    collect() {
      this.set(sources.activeSessions());
    },
  });
  const saved = new Gauge({ name: 'replay_buffer_saved_replays_bytes', help: 'Size of all clips of the cluster', registers });
  const buffered = new Gauge({ name: 'replay_buffer_temp_storage_bytes', help: 'Size of the rolling buffers of this worker', registers });
  /** Before any metric is written: one that is set while another is collected is told a scrape too late. */
  const measureStored = async (): Promise<void> => {
    const { buffers, clips } = await sources.storedBytes();
    buffered.set(buffers);
    saved.set(clips);
  };
  const shard = (name: string, help: string, read: (load: ShardLoad) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['shard'],
      registers,
      collect() {
        this.reset();
        for (const [index, load] of sources.shards().entries()) this.set({ shard: String(index) }, read(load));
      },
    });
  };
  shard('replay_recorder_loop_delay_p99_seconds', 'Event-loop delay of a recorder process', (load) => load.loopDelayP99Ms / 1000);
  shard('replay_recorder_cpu_share', 'Cores a recorder process uses', (load) => load.cpuShare);
  shard('replay_recorder_memory_bytes', 'Resident memory of a recorder process', (load) => load.memoryBytes);
  shard('replay_recorder_recordings', 'Recordings of a recorder process', (load) => load.recordings);

  const captures = new Counter({ name: 'replay_buffer_captures_total', help: 'Captures that became a clip', registers });
  const errors = new Counter({ name: 'replay_buffer_errors_total', help: 'Failures', labelNames: ['type'], registers });
  for (const type of ['egress_failed', 'ffmpeg_failed', 'capture_failed', 'quota_exceeded']) errors.inc({ type }, 0);
  const captureSeconds = new Histogram({
    name: 'replay_buffer_capture_duration_seconds',
    help: 'From the claim of a capture to its clip',
    buckets: CAPTURE_BUCKETS,
    registers,
  });
  const cutSeconds = new Histogram({
    name: 'replay_buffer_ffmpeg_duration_seconds',
    help: 'Cut of a clip, by the tool that does it',
    labelNames: ['tool'],
    buckets: STEP_BUCKETS,
    registers,
  });
  const stepSeconds = new Histogram({
    name: 'replay_capture_phase_duration_seconds',
    help: 'Phases of captures',
    labelNames: ['phase'],
    buckets: STEP_BUCKETS,
    registers,
  });
  const tailSeconds = new Histogram({
    name: 'replay_capture_tail_seconds',
    help: 'How long before the press a clip ends',
    buckets: TAIL_BUCKETS,
    registers,
  });
  const jobRuns = new Counter({ name: 'replay_job_runs_total', help: 'Runs of jobs', labelNames: ['task', 'outcome'], registers });
  const jobSeconds = new Histogram({
    name: 'replay_job_duration_seconds',
    help: 'Duration of jobs',
    labelNames: ['task'],
    buckets: JOB_BUCKETS,
    registers,
  });
  const storageGauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ['place'], registers });
  const storageOk = storageGauge('replay_storage_ok', '1: there, writable and with room');
  const storageFree = storageGauge('replay_storage_free_bytes', 'Free space');
  const storageTotal = storageGauge('replay_storage_total_bytes', 'Size of the file system');
  const packets = new Counter({
    name: 'replay_recorder_packets_total',
    help: 'Packets of all recordings: received, lost for good, recovered by retransmission, duplicate',
    labelNames: ['kind'],
    registers,
  });
  const keyframeAge = new Gauge({
    name: 'replay_recorder_keyframe_age_seconds',
    help: 'Time since the last keyframe of a recording',
    labelNames: ['session'],
    registers,
  });
  const bufferSeconds = new Gauge({
    name: 'replay_buffer_seconds',
    help: 'How much of a session is buffered',
    labelNames: ['session'],
    registers,
  });
  const kinds = { received: 'packets', lost: 'lost', recovered: 'recovered', duplicate: 'duplicates' } as const;
  for (const kind of Object.keys(kinds)) packets.inc({ kind }, 0);
  const seen = new Map<string, ReceiveStats>();

  return {
    render: async () => {
      await measureStored();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    captureDone: (durationMs, tailMs) => {
      captures.inc();
      captureSeconds.observe(durationMs / 1000);
      tailSeconds.observe(Math.max(0, tailMs / 1000));
    },
    captureStep: (phase, durationMs) => stepSeconds.observe({ phase }, durationMs / 1000),
    cutDone: (tool, durationMs) => cutSeconds.observe({ tool }, durationMs / 1000),
    failed: (type) => errors.inc({ type }),
    expectJob: (task) => {
      for (const outcome of ['done', 'failed']) jobRuns.inc({ task, outcome }, 0);
    },
    job: (task, outcome, durationMs) => {
      // Prometheus has a label `job` of its own.
      jobRuns.inc({ task, outcome });
      jobSeconds.observe({ task }, durationMs / 1000);
    },
    storage: (place, { state, freeBytes, totalBytes }) => {
      storageOk.set({ place }, state === 'ok' ? 1 : 0);
      storageFree.set({ place }, freeBytes);
      storageTotal.set({ place }, totalBytes);
    },
    received: (session, stats) => {
      const before = seen.get(session);
      seen.set(session, stats);
      // A recorder that begins anew counts from zero.
      for (const [kind, key] of Object.entries(kinds)) {
        const from = before && before[key] <= stats[key] ? before[key] : 0;
        packets.inc({ kind }, stats[key] - from);
      }
      keyframeAge.set({ session }, stats.keyframeAgeMs / 1000);
    },
    buffered: (session, { bufferedFromMs, bufferedToMs }) => bufferSeconds.set({ session }, (bufferedToMs - bufferedFromMs) / 1000),
    sessionOver: (session) => {
      seen.delete(session);
      keyframeAge.remove({ session });
      bufferSeconds.remove({ session });
    },
  };
}
