import type { RecordingOptions } from '@reprise/recorder';
import { startTestLivekit, type TestLivekit } from '@reprise/recorder/testing';
import type { MediaLoop } from './encoded-media.ts';
import { childPids } from '../../apps/worker/src/testing/child-pids.ts';
import { type Publisher, startPublisher } from './start-publisher.ts';

/** A LiveKit server with one publisher. */
export interface Stage {
  livekit: TestLivekit;
  livekitPid: number;
  publisher: Publisher;
  /** Options of a recording of the publisher, as the worker would give them. */
  recordingOptions(name: string, directory: string): RecordingOptions;
  close(): Promise<void>;
}

/** Identity of the publisher. */
export const sharerIdentity = 'sharer';

/** The durations of the product. */
export const recordingDurations = { segmentDurationMs: 5_000, partDurationMs: 500, retentionMs: 720_000, liveWindowMs: 720_000 };

/** Starts a server and publishes `loop`; all ends with `close`. */
export async function openStage(loop: MediaLoop): Promise<Stage> {
  const before = new Set(childPids(process.pid));
  const livekit = await startTestLivekit('stage');
  // The server is told by being new among this process's children.
  const livekitPid = childPids(process.pid).find((pid) => !before.has(pid)) ?? 0;
  try {
    const publisher = await startPublisher(livekit, sharerIdentity, loop);
    return {
      livekit,
      livekitPid,
      publisher,
      recordingOptions: (name, directory) => recordingOptions(livekit, name, directory),
      async close() {
        await publisher.stop();
        await livekit.close();
      },
    };
  } catch (error) {
    await livekit.close();
    throw error;
  }
}

/** A recording of the publisher in a directory of its own, as the worker would ask for it. */
export function recordingOptions(livekit: TestLivekit, name: string, directory: string): RecordingOptions {
  return {
    url: livekit.url,
    createToken: (identity) => livekit.token(identity, { canPublish: false, canSubscribe: true, hidden: true, recorder: true }),
    identityPrefix: `rec-${name}`,
    firstGeneration: 1,
    participantIdentity: sharerIdentity,
    quality: 'high',
    directory,
    ...recordingDurations,
    onEvent: () => undefined,
  };
}
