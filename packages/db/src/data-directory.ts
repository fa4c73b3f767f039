import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Beside PostgreSQL's own files: the pid of the process that started the server. */
const OWNER_FILE = 'reprise-owner.pid';
const STOP_TIMEOUT_MS = 10_000;

/**
 * Makes a data directory startable after whatever ended the last run.
 * A server left behind by a process that is gone is stopped; a pid file that names something else is removed.
 * @throws Error when a living process runs PostgreSQL there: two servers on one directory would destroy it.
 */
export async function takeDataDirectory(directory: string): Promise<void> {
  const pidFile = join(directory, 'postmaster.pid');
  const serverPid = await readPid(pidFile);
  if (serverPid === undefined) return;
  if (!(await isPostgres(serverPid))) {
    // After a reboot the pid may belong to anything; PostgreSQL would refuse to start because it is alive.
    await rm(pidFile, { force: true });
    return;
  }
  const ownerPid = await readPid(join(directory, OWNER_FILE));
  if (ownerPid === undefined || (ownerPid !== process.pid && isAlive(ownerPid))) {
    throw new Error(`PostgreSQL (pid ${serverPid}) already runs on ${directory}; stop the other instance first`);
  }
  await stopServer(serverPid);
}

/** Notes that this process runs the server on the directory. */
export async function noteOwner(directory: string): Promise<void> {
  await writeFile(join(directory, OWNER_FILE), `${process.pid}\n`);
}

/** Removes the note: the server was stopped in order. */
export async function forgetOwner(directory: string): Promise<void> {
  await rm(join(directory, OWNER_FILE), { force: true });
}

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  try {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return commandLine.includes('postgres');
  } catch {
    // No /proc (macOS, Windows) to look into: better to refuse than to damage a running cluster.
    return true;
  }
}

async function stopServer(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT'); // PostgreSQL's "fast shutdown"
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (pid ${pid}) of an earlier run does not stop`);
    await delay(50);
  }
}
