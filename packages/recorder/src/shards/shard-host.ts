import { createRecording } from '../create-recording.ts';
import type { Recording } from '../recording.ts';
import { LiveKitRefusedError } from '../signal/livekit-refused-error.ts';
import type { FromShard, ShardRecordingOptions, ToShard } from './shard-messages.ts';

interface WaitingToken {
  resolve: (token: string) => void;
  reject: (error: Error) => void;
}

export interface ShardHost {
  onMessage(message: ToShard): void;
  readonly recordings: number;
  /** Closes the files of all recordings; their sessions may go on elsewhere. */
  close(): Promise<void>;
}

/** The inside of a shard: runs recordings as the parent says and tells it what happens. */
export function createShardHost(send: (message: FromShard) => void): ShardHost {
  const recordings = new Map<number, Recording>();
  const tokens = new Map<number, WaitingToken>();
  let tokenRequests = 0;

  function askForToken(recording: number, identity: string): Promise<string> {
    const request = ++tokenRequests;
    return new Promise((resolve, reject) => {
      tokens.set(request, { resolve, reject });
      send({ type: 'token-wanted', request, recording, identity });
    });
  }

  async function start(id: number, options: ShardRecordingOptions): Promise<[]> {
    const recording = createRecording({
      ...options,
      createToken: (identity) => askForToken(id, identity),
      onEvent: (event) => {
        if (event.type === 'failed') recordings.delete(id);
        send({ type: 'event', recording: id, event });
      },
    });
    recordings.set(id, recording);
    try {
      await recording.start();
    } catch (error) {
      recordings.delete(id);
      throw error;
    }
    return [];
  }

  async function stop(id: number, ended: boolean): Promise<[]> {
    const recording = recordings.get(id);
    recordings.delete(id);
    await recording?.stop({ ended });
    return [];
  }

  function answer(request: number, work: Promise<Extract<FromShard, { type: 'done' }>['segments']>): void {
    work.then(
      (segments) => send({ type: 'done', request, segments }),
      (error: unknown) => {
        const refused = error instanceof LiveKitRefusedError;
        const message = error instanceof Error ? error.message : String(error);
        send({ type: 'failed', request, message, refused, status: refused ? error.status : undefined });
      },
    );
  }

  function takeWaiting(request: number): WaitingToken | undefined {
    const waiting = tokens.get(request);
    tokens.delete(request);
    return waiting;
  }

  return {
    get recordings() {
      return recordings.size;
    },
    onMessage(message) {
      switch (message.type) {
        case 'start':
          answer(message.request, start(message.recording, message.options));
          return;
        case 'flush': {
          const flushed = recordings.get(message.recording)?.flush(message.untilMs, message.timeoutMs);
          answer(message.request, flushed ?? Promise.resolve([]));
          return;
        }
        case 'stop':
          answer(message.request, stop(message.recording, message.ended));
          return;
        case 'token':
          takeWaiting(message.request)?.resolve(message.token);
          return;
        case 'token-refused':
          takeWaiting(message.request)?.reject(new Error(message.message));
      }
    },
    async close() {
      await Promise.allSettled([...recordings.values()].map((recording) => recording.stop()));
      recordings.clear();
    },
  };
}
