import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDb, type Db } from '@reprise/db';
import { startSyntheticShare, type SyntheticShare } from '@reprise/synthetic-share';
import { readClipClock } from '@reprise/synthetic-share/clip-clock';
import { z } from 'zod';
import { createCommunity } from '../../e2e/support/community.ts';
import { type Person, signUp } from '../../e2e/support/person.ts';
import { createPersonRest, type PersonRest } from '../stack/create-person-rest.ts';
import { createProgress } from '../stack/progress.ts';
import { freeStackPorts } from '../stack/stack-options.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** A whole product under load of one share, whose processes can be killed. */
export interface FaultedProduct {
  stack: Stack;
  /** Captures the last seconds over REST and decodes the clip. @throws Error saying what was wrong with it */
  captureAndCheck(seconds: number): Promise<void>;
  /** What must hold whenever nothing is under way. @throws Error naming the broken rule */
  checkInvariants(): Promise<void>;
  close(): Promise<void>;
}

const captured = z.object({ clipId: z.string(), durationSeconds: z.number() });
const started = z.object({ id: z.string() });
/** How long a product may take to record again after any of its processes died. */
const recoveryMs = 40_000;

/** Starts everything with one person who shares and buffers. */
export async function startFaultedProduct(write: (line: string) => void): Promise<FaultedProduct> {
  const home = await mkdtemp(join(tmpdir(), 'reprise-faults-'));
  const stack = await startStack({
    home,
    ports: await freeStackPorts(),
    environment: { ...process.env, AUTH_RATE_LIMIT: 'off' },
    demo: false,
    onLine: () => {},
    progress: createProgress(write),
    onFatal: (reason) => write(`fatal: ${reason}`),
  });
  const db = createDb(stack.databaseUrl, { max: 2 });
  const person = await signUp(stack.appUrl, 'Robin Sharer');
  const community = await createCommunity(db);
  await community.join(person.id, 'moderator');
  const rest = createPersonRest(stack.appUrl, person);
  const ticket = z
    .object({ url: z.string(), token: z.string() })
    .parse(await rest('POST', '/token', { roomName: community.voiceChannelId }));
  const share = await startSyntheticShare({ ...ticket, width: 640, height: 360 });
  const session = started.parse(await rest('POST', '/start', { roomName: community.voiceChannelId }));

  return {
    stack,
    captureAndCheck: (seconds) => captureAndCheck({ db, stack, rest, sessionId: session.id, seconds }),
    checkInvariants: () => checkInvariants(db, stack, person),
    close: () => close(stack, db, share, home),
  };
}

async function captureAndCheck(options: { db: Db; stack: Stack; rest: PersonRest; sessionId: string; seconds: number }): Promise<void> {
  const { db, stack, rest, sessionId, seconds } = options;
  const pressedAt = Date.now();
  const clip = captured.parse(
    await rest('POST', '/capture', { sessionId, durationSeconds: seconds, pressedAt: new Date(pressedAt).toISOString() }),
  );
  const file = await db.file.findFirstOrThrow({ where: { resourceId: clip.clipId, purpose: 'ORIGINAL' } });
  const clocks = (await readClipClock(join(stack.storagePath, file.storagePath))).flatMap((frame) => frame.clockMs ?? []);
  const last = clocks.at(-1) ?? 0;
  if (last > pressedAt + 100) throw new Error(`The clip shows ${String(last - pressedAt)} ms after the press`);
  if (pressedAt - last > 1_000) throw new Error(`The clip ends ${String(pressedAt - last)} ms before the press`);
}

async function checkInvariants(db: Db, stack: Stack, person: Person): Promise<void> {
  const deadline = Date.now() + recoveryMs;
  for (;;) {
    const problem = await findBrokenRule(db, stack, person);
    if (problem === undefined) return;
    if (Date.now() > deadline) throw new Error(problem);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function findBrokenRule(db: Db, stack: Stack, person: Person): Promise<string | undefined> {
  const open = await db.capture.count({ where: { status: { in: ['queued', 'pinning', 'cutting', 'finishing'] } } });
  if (open > 0) return `${String(open)} captures hang`;
  const files = await db.file.findMany();
  const quota = await db.userReplayQuota.findUnique({ where: { userId: person.id } });
  const stored = files.reduce((sum, file) => sum + file.size, 0n);
  if (quota && quota.usedBytes !== stored) return `The quota says ${String(quota.usedBytes)} bytes, the files are ${String(stored)}`;
  const onDisk = await readdir(join(stack.storagePath, person.id)).catch(() => []);
  const known = new Set(files.map((file) => file.storagePath.slice(person.id.length + 1)));
  const stray = onDisk.filter((name) => !known.has(name));
  return stray.length > 0 ? `Files without a row: ${stray.join(', ')}` : undefined;
}

async function close(stack: Stack, db: Db, share: SyntheticShare, home: string): Promise<void> {
  await share.stop().catch(() => undefined);
  await db.$disconnect();
  await stack.stop();
  await rm(home, { recursive: true, force: true });
}
