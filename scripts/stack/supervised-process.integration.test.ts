import process from 'node:process';
import { expect, it, vi } from 'vitest';
import { superviseProcess } from './supervised-process.ts';
import type { SupervisedProcess } from './supervised-process.ts';

interface Watched {
  supervised: SupervisedProcess;
  lines: string[];
  pids: number[];
  gaveUp: string[];
}

function run(program: string, graceMs = 5_000): Watched {
  const watched = { lines: [] as string[], pids: [] as number[], gaveUp: [] as string[] };
  const supervised = superviseProcess({
    name: 'child',
    command: process.execPath,
    args: ['-e', program],
    cwd: '/',
    env: process.env,
    graceMs,
    firstBackOffMs: 20,
    onLine: (line) => watched.lines.push(line),
    onPid: (pid) => {
      if (pid !== undefined) watched.pids.push(pid);
    },
    onGiveUp: (reason) => watched.gaveUp.push(reason),
  });
  return { supervised, ...watched };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const eventually = { timeout: 15_000, interval: 20 };

it('starts a killed process again and ends it for good', async () => {
  const { supervised, lines, pids } = run("console.log('up'); setInterval(() => {}, 1000)");
  await vi.waitFor(() => expect(lines).toContain('up'), eventually);
  supervised.kill();
  await vi.waitFor(() => expect(lines.filter((line) => line === 'up')).toHaveLength(2), eventually);
  expect(new Set(pids).size).toBe(2);
  await supervised.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(pids).toHaveLength(2);
});

it('kills a process that ignores SIGTERM', async () => {
  const { supervised, lines, pids } = run("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)", 300);
  await vi.waitFor(() => expect(lines).toContain('up'), eventually);
  await supervised.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(lines).toContain('does not end; killing it');
});

it('gives up on a process that dies at once, again and again', async () => {
  const { supervised, gaveUp, pids } = run('process.exit(3)');
  await vi.waitFor(() => expect(gaveUp).toHaveLength(1), { timeout: 50_000, interval: 100 });
  expect(gaveUp[0]).toContain('exit code 3');
  expect(pids).toHaveLength(8);
  await supervised.stop();
});
