import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createDb, type Db } from '@reprise/db';
import { freePort } from '@reprise/db/embedded';
import { childPids, residentMegabytes } from '../../bench/support/process-usage.ts';
import { createCommunity, type TestCommunity } from '../../e2e/support/community.ts';
import { createProgress } from '../stack/progress.ts';
import { freeStackPorts } from '../stack/stack-options.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** A whole product to be soaked. */
export interface SoakedProduct {
  stack: Stack;
  db: Db;
  community: TestCommunity;
  /** Resident MB of a process and its children; undefined while it is being started again. */
  memoryOf(name: 'worker' | 'web'): number | undefined;
  countPackets(): Promise<{ received: number; lost: number }>;
  close(): Promise<void>;
}

/** More than the people of a run. */
const BUFFERS_AT_ONCE = 50;

/** Starts everything; shares that vanish are kept for one minute. */
export async function startSoakedProduct(write: (line: string) => void): Promise<SoakedProduct> {
  const home = await mkdtemp(join(tmpdir(), 'reprise-soak-'));
  const metricsPort = await freePort();
  const stack = await startStack({
    home,
    ports: await freeStackPorts(),
    environment: { ...process.env, AUTH_RATE_LIMIT: 'off', METRICS_PORT: String(metricsPort), REPLAY_GRACE_MINUTES: '1' },
    demo: false,
    onLine: (name, line) => {
      if (/"level":(50|60)/.test(line)) write(`${name}: ${line}`);
    },
    progress: createProgress(write),
    onFatal: (reason) => write(`fatal: ${reason}`),
  });
  const db = createDb(stack.databaseUrl, { max: 2 });
  const community = await createCommunity(db);
  await db.communityReplayConfig.updateMany({ where: { communityId: community.id }, data: { maxConcurrent: BUFFERS_AT_ONCE } });
  return {
    stack,
    db,
    community,
    memoryOf: (name) => {
      const pid = stack.pid(name);
      return pid === undefined ? undefined : treeMegabytes(pid);
    },
    countPackets: async () => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const count = (kind: string): number =>
        Number(new RegExp(`^replay_recorder_packets_total\\{kind="${kind}"\\} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
      return { received: count('received'), lost: count('lost') };
    },
    close: async () => {
      await db.$disconnect();
      await stack.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function treeMegabytes(pid: number): number {
  return residentMegabytes(pid) + childPids(pid).reduce((sum, child) => sum + treeMegabytes(child), 0);
}
