import { expect, test } from 'vitest';
import { checkHealth, HealthProblem, type HealthProbes } from './check-health.ts';

const good: HealthProbes = {
  database: async () => ({}),
  livekit: async () => ({}),
  worker: async () => ({ workers: 1 }),
  disk: async () => ({ freeBytes: 5 }),
};
const check = (probes: Partial<HealthProbes>, failed: unknown[] = []) =>
  checkHealth({ ...good, ...probes }, { timeoutMs: 50, onFailed: (part, error) => failed.push([part, error]) });

test('all well', async () => {
  expect(await check({})).toEqual({
    status: 'ok',
    missing: [],
    checks: { database: { ok: true }, livekit: { ok: true }, worker: { ok: true, workers: 1 }, disk: { ok: true, freeBytes: 5 } },
  });
});

test('names everything that is missing, and shows only what is safe', async () => {
  const failed: unknown[] = [];
  const secret = new Error('connect postgres://user:password@host');
  const report = await check(
    {
      database: () => Promise.reject(secret),
      worker: () => Promise.reject(new HealthProblem('no worker is running')),
    },
    failed,
  );
  expect(report.missing).toEqual(['database', 'worker']);
  expect(report.checks.worker).toEqual({ ok: false, problem: 'no worker is running' });
  expect(JSON.stringify(report)).not.toContain('password');
  expect(failed).toEqual([['database', secret]]);
});

test('does not wait for a part that hangs', async () => {
  const report = await check({ livekit: () => new Promise(() => undefined) });
  expect(report.missing).toEqual(['livekit']);
  expect(report.checks.livekit.problem).toBe('does not answer in time');
});
