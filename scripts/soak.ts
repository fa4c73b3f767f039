/** `npm run soak [-- minutes]`: a few shares recorded for long, captured every minute, while others come and go. */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { disposeSyntheticShares } from '@reprise/synthetic-share';
import { findLeftovers } from './soak/find-leftovers.ts';
import { createMember, type Member, type Sharer } from './soak/soak-people.ts';
import { judgeSoak, type MemorySample } from './soak/soak-report.ts';
import { startSoakedProduct } from './soak/soaked-product.ts';

const defaultMinutes = 30;
const steadyShares = 3;
const comingAndGoing = 3;
const captureEveryMs = 60_000;
const captureSeconds = 30;
const sampleEveryMs = 5_000;
/** The grace of the shares that vanished last, and the jobs that clean up after them. */
const settleMs = 150_000;
const stayMs = { least: 8_000, most: 30_000 };

const minutes = Number(process.argv[2] ?? defaultMinutes);
if (!(minutes > 0)) throw new Error('How many minutes? npm run soak -- 30');
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const random = ({ least, most }: { least: number; most: number }): number => least + Math.random() * (most - least);

const product = await startSoakedProduct(write);
const ending = new AbortController();
const failures: string[] = [];
const memory: Record<'worker' | 'web', MemorySample[]> = { worker: [], web: [] };
let captures = 0;
let joins = 0;

const attempt = async <T>(what: string, job: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await job();
  } catch (error) {
    failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    write(`FAILED ${failures.at(-1) ?? ''}`);
    return undefined;
  }
};
const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal: ending.signal }).catch(() => undefined);

/** One minute after another, every share that is there all the time. */
async function captureSteadily(sharer: Sharer, name: string): Promise<void> {
  await pause(captureEveryMs);
  while (!ending.signal.aborted) {
    await attempt(`capture of ${name}`, async () => {
      await sharer.capture(captureSeconds);
      captures += 1;
    });
    await pause(captureEveryMs);
  }
}

/** Joins, shares, sometimes captures, and leaves in one way or another. */
async function comeAndGo(member: Member, name: string): Promise<void> {
  while (!ending.signal.aborted) {
    await pause(random(stayMs));
    if (ending.signal.aborted) return;
    const sharer = await attempt(`${name} joins`, () => member.join({ width: 320, height: 180 }));
    if (!sharer) continue;
    joins += 1;
    await pause(random(stayMs));
    if (Math.random() < 0.3)
      await attempt(`capture of ${name}`, async () => {
        await sharer.capture(5);
        captures += 1;
      });
    await attempt(`${name} leaves`, () => sharer.leave(Math.random() < 0.5 ? 'stop' : 'vanish'));
  }
}

async function sampleMemory(): Promise<void> {
  while (!ending.signal.aborted) {
    for (const name of ['worker', 'web'] as const) {
      const megabytes = product.memoryOf(name);
      if (megabytes !== undefined) memory[name].push({ atMs: Date.now(), megabytes });
    }
    await pause(sampleEveryMs);
  }
}

async function settle(): Promise<string[]> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const leftovers = await findLeftovers(product.db, product.stack);
    if (leftovers.length === 0 || Date.now() > deadline) return leftovers;
    await delay(1_000);
  }
}

let leftovers: string[] = [];
let packets = { received: 0, lost: 0 };
try {
  const steady: Sharer[] = [];
  for (let index = 1; index <= steadyShares; index += 1) {
    const member = await createMember(product, `Steady ${index}`);
    steady.push(await member.join({ width: 640, height: 360 }));
  }
  const wanderers = await Promise.all(Array.from({ length: comingAndGoing }, (_, index) => createMember(product, `Wanderer ${index + 1}`)));
  write(`${steadyShares} shares are recorded, ${comingAndGoing} people come and go, for ${minutes} min`);
  const running = [
    sampleMemory(),
    ...steady.map((sharer, index) => captureSteadily(sharer, `share ${index + 1}`)),
    ...wanderers.map((member, index) => comeAndGo(member, `wanderer ${index + 1}`)),
  ];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  await pause(minutes * 60_000);
  ending.abort();
  await Promise.all(running);
  packets = await product.countPackets();
  for (const [index, sharer] of steady.entries()) await attempt(`stop of share ${index + 1}`, () => sharer.leave('stop'));
  leftovers = await settle();
} finally {
  ending.abort();
  await product.close();
  await disposeSyntheticShares();
}
const { lines, problems } = judgeSoak({ minutes, memory, packets, captures, failures, leftovers, joins });
for (const line of lines) write(line);
for (const problem of problems) write(`PROBLEM ${problem}`);
write(problems.length === 0 ? 'passed' : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
