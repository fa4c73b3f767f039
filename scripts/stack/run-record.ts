import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const processSchema = z.object({ name: z.string(), pid: z.number().int().positive(), startedAt: z.string() });
const recordSchema = z.object({ supervisor: processSchema, children: z.array(processSchema) });

/** A process and how it is recognised again: pids are reused and programs rename themselves, but a pid with the same start is the same. */
export type RecordedProcess = z.infer<typeof processSchema>;

/** The processes of a running stack, kept on disk so that whoever comes after a crash can end them. */
export interface RunRecord {
  set(name: string, pid: number | undefined): void;
  /** Removes the record: everything was ended in order. */
  remove(): void;
}

/** Begins the record of this process at `path`. */
export function createRunRecord(path: string): RunRecord {
  const children = new Map<string, RecordedProcess>();
  const supervisor = { name: 'supervisor', pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  mkdirSync(dirname(path), { recursive: true });
  const write = (): void => {
    writeFileSync(`${path}.tmp`, `${JSON.stringify({ supervisor, children: [...children.values()] }, null, 2)}\n`);
    renameSync(`${path}.tmp`, path);
  };
  write();
  return {
    set(name, pid) {
      const startedAt = pid === undefined ? undefined : startOf(pid);
      if (pid === undefined || startedAt === undefined) children.delete(name);
      else children.set(name, { name, pid, startedAt });
      write();
    },
    remove() {
      rmSync(path, { force: true });
    },
  };
}

/**
 * Ends what an earlier run left behind.
 * @param graceMs how long each process may take after SIGTERM before SIGKILL
 * @returns the names of the processes that were ended
 * @throws Error when that run's supervisor still lives
 */
export async function endStaleRun(path: string, graceMs: number): Promise<string[]> {
  const record = readRecord(path);
  if (!record) return [];
  if (record.supervisor.pid !== process.pid && isSame(record.supervisor)) {
    throw new Error(`Reprise already runs here (pid ${record.supervisor.pid}). Stop it first, or set REPRISE_HOME to another directory.`);
  }
  // Last started, first ended: what depends on others goes before them.
  const stale = record.children.filter(isSame).reverse();
  for (const child of stale) await endProcess(child, graceMs);
  rmSync(path, { force: true });
  return stale.map(({ name }) => name);
}

async function endProcess(child: RecordedProcess, graceMs: number): Promise<void> {
  // PostgreSQL waits for its clients after SIGTERM; SIGINT is its fast shutdown.
  signal(child.pid, child.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isSame(child)) {
    if (Date.now() > deadline) signal(child.pid, 'SIGKILL');
    await delay(50);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

function readRecord(path: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // None, or half written by a machine that lost power: nothing of it can still run.
    return undefined;
  }
}

function isSame({ pid, startedAt }: RecordedProcess): boolean {
  return startedAt !== '' && startOf(pid) === startedAt;
}

/** When a process started, in whatever unit the system tells it; undefined when it is gone. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      return started.trim() || undefined;
    }
    // After the name in parentheses: state, then 18 fields, then the start in ticks since boot (proc(5)).
    const [state, ...fields] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
    return state === 'Z' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}
