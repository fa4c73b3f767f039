import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/**
 * Asks again and again until the answer is undefined, which means: there.
 * @param check says what is still missing
 * @throws Error with the last answer when the time is over or the signal is aborted
 */
export async function waitUntilReady(
  what: string,
  timeoutMs: number,
  check: () => Promise<string | undefined>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const missing = await check().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    if (missing === undefined) return;
    if (signal?.aborted) throw new Error(`${what}: given up`);
    if (Date.now() > deadline) throw new Error(`${what} did not come up within ${timeoutMs / 1000} s: ${missing}`);
    await delay(100);
  }
}

const healthSchema = z.object({ missing: z.array(z.string()), checks: z.object({ disk: z.object({ problem: z.string().optional() }) }) });

/**
 * Undefined when Reprise can be used, else what is missing. A full disk does not keep it from starting, since that is how
 * people make room: it is told to `warn`.
 */
export async function describeHealthProblem(url: string, warn: (problem: string) => void): Promise<string | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (response.ok) return undefined;
  const body = await response.text();
  const { missing, checks } = healthSchema.parse(JSON.parse(body));
  if (missing.some((part) => part !== 'disk')) return `${response.status} ${body.slice(0, 300)}`;
  warn(checks.disk.problem ?? 'a disk is missing');
  return undefined;
}

/** Undefined when the address answers 2xx, else what it answered. */
export async function describeHttpProblem(url: string): Promise<string | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const body = await response.text();
  return response.ok ? undefined : `${response.status} ${body.slice(0, 300)}`;
}
