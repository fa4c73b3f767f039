import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** A program and what happens around it. */
export interface ProcessOptions {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Each line it writes, and what its supervisor has to say about it. */
  onLine: (line: string) => void;
  /** Each new pid; undefined once it ended. */
  onPid: (pid: number | undefined) => void;
  /** It dies again and again and is left alone now. */
  onGiveUp: (reason: string) => void;
  /** Between SIGTERM and SIGKILL, ms. */
  graceMs: number;
  /** Pause before the first new start, default 250 ms; it doubles with each quick death up to 32 times as long. */
  firstBackOffMs?: number;
}

/** A program that is kept running. */
export interface SupervisedProcess {
  readonly name: string;
  readonly pid: number | undefined;
  /** SIGKILL without a word, as a crash would do; it is started again. */
  kill(): void;
  /** Ends it for good: SIGTERM, after the grace SIGKILL. */
  stop(): Promise<void>;
}

/** A process that lived this long starts again at once. */
const healthyMs = 20_000;
const mostQuickDeaths = 8;

/** Starts a program and starts it again whenever it ends by itself. */
export function superviseProcess(options: ProcessOptions): SupervisedProcess {
  const { firstBackOffMs = 250 } = options;
  const ending = new AbortController();
  let child: ChildProcess | undefined;
  let quickDeaths = 0;

  function runOnce(): Promise<string> {
    return new Promise((resolve) => {
      const started = spawn(options.command, options.args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      if (started.pid !== undefined) options.onPid(started.pid);
      for (const stream of [started.stdout, started.stderr]) createInterface({ input: stream }).on('line', options.onLine);
      started.once('error', (error) => resolve(error.message));
      started.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 0}`));
    });
  }

  async function keepRunning(): Promise<void> {
    while (!ending.signal.aborted) {
      const startedAt = Date.now();
      const reason = await runOnce();
      child = undefined;
      options.onPid(undefined);
      // Aborted while the program ran.
      if (ending.signal.aborted as boolean) return;
      quickDeaths = Date.now() - startedAt > healthyMs ? 0 : quickDeaths + 1;
      if (quickDeaths >= mostQuickDeaths) {
        options.onGiveUp(`${options.name} ended ${quickDeaths} times in a row (${reason})`);
        return;
      }
      const backOffMs = quickDeaths <= 1 ? firstBackOffMs : firstBackOffMs * Math.min(32, 2 ** quickDeaths);
      options.onLine(`ended (${reason}); starting again in ${backOffMs} ms`);
      await delay(backOffMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  const running = keepRunning();
  return {
    name: options.name,
    get pid() {
      return child?.pid;
    },
    kill() {
      child?.kill('SIGKILL');
    },
    async stop() {
      ending.abort();
      const ended = child;
      ended?.kill('SIGTERM');
      const hard = setTimeout(() => {
        options.onLine('does not end; killing it');
        ended?.kill('SIGKILL');
      }, options.graceMs);
      await running;
      clearTimeout(hard);
    },
  };
}
