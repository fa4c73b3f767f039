import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestLivekit } from '@reprise/recorder/testing';
import type { MediaLoop } from './encoded-media.ts';

/** A publisher in a process of its own. */
export interface Publisher {
  pid: number;
  stop(): Promise<void>;
}

const endTimeoutMs = 3_000;

/** Publishes a loop in real time; resolves when both tracks are taken. @throws Error when the process ends instead */
export async function startPublisher(livekit: TestLivekit, identity: string, { path }: MediaLoop): Promise<Publisher> {
  const token = await livekit.token(identity, { canPublish: true, canSubscribe: false });
  const child = fork(new URL('encoded-publisher.ts', import.meta.url), [livekit.url, token, path], { execArgv: [] });
  const gone = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), gone.then(() => undefined)]);
  if (first === undefined || child.pid === undefined) throw new Error('The publisher could not be started');
  return {
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const kill = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(kill);
    },
  };
}
