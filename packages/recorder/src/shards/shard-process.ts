import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { RecordingEvent } from '../recording.ts';
import { LiveKitRefusedError } from '../signal/livekit-refused-error.ts';
import { type FlushedSegment, type FromShard, isFromShard, type ShardLoad, type ToShard } from './shard-messages.ts';

const EXIT_TIMEOUT_MS = 5_000;

type Request = Extract<ToShard, { type: 'start' | 'flush' | 'stop' }>;
type WithoutNumber<T> = T extends unknown ? Omit<T, 'request'> : never;

/** What a request ends with when its shard died. */
export class ShardGoneError extends Error {
  override readonly name = 'ShardGoneError';
}

export interface ShardProcessEvents {
  onEvent(recording: number, event: RecordingEvent): void;
  createToken(recording: number, identity: string): Promise<string>;
  /** The process ended, asked or not. */
  onExit(): void;
}

/** One shard as its parent sees it. */
export interface ShardProcess {
  /** @throws ShardGoneError, LiveKitRefusedError, Error */
  request(message: WithoutNumber<Request>): Promise<FlushedSegment[]>;
  readonly load: ShardLoad | undefined;
  readonly pid: number | undefined;
  /** Lets it close its files and end; kills it when it does not. */
  close(): Promise<void>;
}

/** Forks a shard. @param entry its script */
export function startShardProcess(entry: URL, events: ShardProcessEvents): ShardProcess {
  // The parent's flags (an inspector's port, a loader) are not meant for its shards.
  const child: ChildProcess = fork(entry, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve: (segments: FlushedSegment[]) => void; reject: (error: Error) => void }>();
  let requests = 0;
  let load: ShardLoad | undefined;
  let gone = false;

  function send(message: ToShard): void {
    if (child.connected) child.send(message, () => undefined);
  }

  function onExit(): void {
    if (gone) return;
    gone = true;
    for (const { reject } of waiting.values()) reject(new ShardGoneError('The recorder shard is gone'));
    waiting.clear();
    events.onExit();
  }

  function settle(request: number) {
    const pending = waiting.get(request);
    waiting.delete(request);
    return pending;
  }

  function onMessage(message: FromShard): void {
    switch (message.type) {
      case 'event':
        events.onEvent(message.recording, message.event);
        return;
      case 'load':
        load = message.load;
        return;
      case 'done':
        settle(message.request)?.resolve(message.segments);
        return;
      case 'failed': {
        const { message: text, refused, status } = message;
        settle(message.request)?.reject(refused ? new LiveKitRefusedError(text, status) : new Error(text));
        return;
      }
      case 'token-wanted': {
        const { request } = message;
        events.createToken(message.recording, message.identity).then(
          (token) => send({ type: 'token', request, token }),
          (error: unknown) => send({ type: 'token-refused', request, message: String(error) }),
        );
      }
    }
  }

  child.on('message', (message) => {
    if (isFromShard(message)) onMessage(message);
  });
  child.on('error', onExit);
  child.on('exit', onExit);

  return {
    get load() {
      return load;
    },
    get pid() {
      return child.pid;
    },
    request(message) {
      if (gone) return Promise.reject(new ShardGoneError('The recorder shard is gone'));
      const request = ++requests;
      return new Promise((resolve, reject) => {
        waiting.set(request, { resolve, reject });
        send({ ...message, request });
      });
    },
    async close() {
      if (gone) return;
      const exited = once(child, 'exit');
      const kill = setTimeout(() => child.kill('SIGKILL'), EXIT_TIMEOUT_MS);
      if (child.connected) child.disconnect();
      await exited;
      clearTimeout(kill);
    },
  };
}
