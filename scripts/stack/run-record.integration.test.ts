import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inRepository } from './repository.ts';
import { endStaleRun } from './run-record.ts';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'run-record-'));
  path = join(directory, 'run.json');
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A supervisor in a process of its own, with one child; answers once both run. */
async function startSupervisor(withReaper: boolean): Promise<{ supervisor: ChildProcess; childPid: number }> {
  const modules = inRepository('scripts/stack');
  const program = `
    import { spawn } from 'node:child_process';
    import { once } from 'node:events';
    import { createRunRecord } from '${modules}/run-record.ts';
    import { startReaper } from '${modules}/start-reaper.ts';
    const record = createRunRecord('${path}');
    ${withReaper ? `startReaper('${path}');` : ''}
    // Renames itself, as Next does.
    const child = spawn(process.execPath, ['-e', 'process.title = "renamed"; console.log(1); setInterval(() => {}, 1000)']);
    record.set('child', child.pid);
    await once(child.stdout, 'data');
    console.log(child.pid);`;
  const file = join(directory, 'supervisor.ts');
  await writeFile(file, program);
  const supervisor = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(supervisor.stdout, 'data')) as [Buffer];
  return { supervisor, childPid: Number(line.toString()) };
}

async function killHard(supervisor: ChildProcess): Promise<void> {
  supervisor.kill('SIGKILL');
  await once(supervisor, 'exit');
}

describe('after kill -9 of a supervisor', () => {
  it('its reaper ends the children', async () => {
    const { supervisor, childPid } = await startSupervisor(true);
    await killHard(supervisor);
    await vi.waitFor(() => expect(isAlive(childPid)).toBe(false), { timeout: 10_000, interval: 50 });
    await vi.waitFor(() => expect(existsSync(path)).toBe(false), { timeout: 5_000, interval: 50 });
  });

  it('the next run ends the children when there is no reaper', async () => {
    const { supervisor, childPid } = await startSupervisor(false);
    await killHard(supervisor);
    expect(isAlive(childPid)).toBe(true);
    expect(await endStaleRun(path, 2_000)).toEqual(['child']);
    // Ended at once, but in the process table until whoever adopted it looks.
    await vi.waitFor(() => expect(isAlive(childPid)).toBe(false), { timeout: 10_000, interval: 50 });
  });
});

it('refuses to take over from a supervisor that lives', async () => {
  const { supervisor, childPid } = await startSupervisor(false);
  await expect(endStaleRun(path, 2_000)).rejects.toThrow(String(supervisor.pid));
  expect(isAlive(childPid)).toBe(true);
  await killHard(supervisor);
  await endStaleRun(path, 2_000);
});

it('leaves a process alone that only has the pid of an old one', async () => {
  const stranger = { name: 'web', pid: process.pid, startedAt: '1' };
  await writeFile(path, JSON.stringify({ supervisor: { ...stranger, pid: 2 ** 22 - 1 }, children: [stranger] }));
  expect(await endStaleRun(path, 100)).toEqual([]);
});

it.each(['', '{"children": 3}'])('takes %j for no record', async (content) => {
  await writeFile(path, content);
  expect(await endStaleRun(path, 100)).toEqual([]);
});
