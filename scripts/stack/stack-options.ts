import { freePort } from '@reprise/db/embedded';
import type { Progress } from './progress.ts';

/** Where a LiveKit server runs that this stack does not start. */
export interface ExternalLivekit {
  url: string;
  apiKey: string;
  apiSecret: string;
}

/** The ports a stack listens on, all on loopback. */
export interface StackPorts {
  web: number;
  livekit: number;
  livekitTcp: number;
  livekitUdp: number;
  postgres: number;
}

/** What a stack is made of. */
export interface StackOptions {
  /** Absolute directory of everything it writes: secrets, database, buffers, clips. */
  home: string;
  ports: StackPorts;
  /** What its processes inherit; settings of the product in it win over the stack's defaults. */
  environment: NodeJS.ProcessEnv;
  /** A PostgreSQL of one's own instead of the embedded one. */
  databaseUrl?: string;
  livekit?: ExternalLivekit;
  /** Whether the demo's people and channels are made and its presenter runs. */
  demo: boolean;
  /** Each line a process writes. */
  onLine: (process: string, line: string) => void;
  progress: Progress;
  /** Gives up a start that is under way; a running stack is ended by its `stop`. */
  signal?: AbortSignal;
  /** A process cannot be kept running; the stack is to be stopped. */
  onFatal: (reason: string) => void;
}

/** Five ports nobody listened on a moment ago, for stacks of tests. */
export async function freeStackPorts(): Promise<StackPorts> {
  return {
    web: await freePort(),
    livekit: await freePort(),
    livekitTcp: await freePort(),
    livekitUdp: await freePort(),
    postgres: await freePort(),
  };
}
