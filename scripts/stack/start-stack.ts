import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { migrate } from '@reprise/db/migrate';
import { buildWeb, generatePrismaClient } from './build-steps.ts';
import { childEnvironment, mediaPaths } from './child-environment.ts';
import type { StackAddresses } from './child-environment.ts';
import { findLivekitProgram } from './livekit-binary.ts';
import { livekitConfig, writeLivekitConfig } from './livekit-config.ts';
import { assertPortsAreFree } from './ports.ts';
import { openDatabase } from './postgres.ts';
import { startReaper } from './start-reaper.ts';
import { inRepository, resolveFrom } from './repository.ts';
import { createRunRecord, endStaleRun } from './run-record.ts';
import { runOrThrow } from './run-command.ts';
import { loadSecrets } from './secrets.ts';
import type { StackOptions } from './stack-options.ts';
import { portUses } from './stack-ports.ts';
import { superviseProcess } from './supervised-process.ts';
import type { SupervisedProcess } from './supervised-process.ts';
import { describeHealthProblem, describeHttpProblem, waitUntilReady } from './wait-for.ts';

/** The processes a stack consists of. */
export type StackProcess = 'livekit' | 'worker' | 'web' | 'presenter';

/** A running product: LiveKit, PostgreSQL, worker and web on one machine. */
export interface Stack extends StackAddresses {
  /** Undefined while a process is being started again. */
  pid(name: StackProcess): number | undefined;
  /** kill -9; the supervisor starts it again. */
  kill(name: StackProcess): void;
  killWorker(): void;
  /** Ends everything in order; nothing is left running. Safe to call twice. */
  stop(): Promise<void>;
}

const graceMs = 8_000;
/** Next waits for ever for the live connections of open pages, which come back by themselves. */
const webGraceMs = 2_000;
const readyTimeoutMs = 60_000;

/**
 * Sets up what is missing and starts everything; resolves when /api/health answers 200.
 * @throws Error saying what is missing or in the way; nothing is left running then
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { home, ports, progress, signal } = options;
  await mkdir(home, { recursive: true });
  // PostgreSQL refuses to run as root and takes a user of its own, who has to walk through here.
  await chmod(home, 0o755);
  const recordPath = join(home, 'run.json');
  const stale = await endStaleRun(recordPath, graceMs);
  if (stale.length > 0) options.onLine('supervisor', `ended what an earlier run left behind: ${stale.join(', ')}`);
  await assertPortsAreFree(portUses(options));
  const secrets = await loadSecrets(home);
  const program = options.livekit ? undefined : await findLivekitProgram(progress, signal);
  await generatePrismaClient(progress, signal);
  await buildWeb(progress, signal);

  signal?.throwIfAborted();
  const record = createRunRecord(recordPath);
  const reaper = startReaper(recordPath);
  const running: SupervisedProcess[] = [];
  let closeDatabase = async (): Promise<void> => {};
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      // Last started, first ended: the presenter and web before the worker, the database after all of them.
      for (const supervised of [...running].reverse()) await supervised.stop();
      await closeDatabase();
      record.remove();
      reaper.dismiss();
    })();
    return stopping;
  };

  try {
    const database = await progress.step('Starting PostgreSQL', () => openDatabase(home, ports.postgres, options.databaseUrl));
    closeDatabase = () => database.stop();
    record.set('postgres', database.pid);
    await progress.step('Applying migrations', () => migrate(database.url));

    const appUrl = `http://localhost:${ports.web}`;
    const addresses: StackAddresses = {
      appUrl,
      livekit: options.livekit ?? {
        url: `ws://127.0.0.1:${ports.livekit}`,
        apiKey: secrets.livekitApiKey,
        apiSecret: secrets.livekitApiSecret,
      },
      databaseUrl: database.url,
      ...mediaPaths(options),
    };
    const env = childEnvironment(options, addresses, secrets);
    const presenterEnv = { ...env, PRESENTER_TOKEN: secrets.presenterToken };
    await mkdir(addresses.bufferPath, { recursive: true });
    await mkdir(addresses.storagePath, { recursive: true });
    // Beside the start of the others: only the presenter and people need it.
    const seeding = options.demo ? runOrThrow(process.execPath, [inRepository('scripts/seed-demo.ts')], { env: presenterEnv }) : undefined;
    seeding?.catch(() => undefined);
    signal?.throwIfAborted();
    const start = (name: StackProcess, command: string, args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv): void => {
      running.push(
        superviseProcess({
          name,
          command,
          args,
          cwd,
          env: environment,
          graceMs: name === 'web' ? webGraceMs : graceMs,
          onLine: (line) => options.onLine(name, line),
          onPid: (pid) => record.set(name, pid),
          onGiveUp: options.onFatal,
        }),
      );
    };

    if (program) {
      const configPath = join(home, 'livekit.yaml');
      const webhook = `http://127.0.0.1:${ports.web}/livekit-replay/webhook`;
      const rtcPorts = { signal: ports.livekit, rtcTcp: ports.livekitTcp, rtcUdp: ports.livekitUdp };
      await writeLivekitConfig(configPath, livekitConfig(rtcPorts, secrets, webhook));
      start('livekit', program.command, program.args(configPath), home, options.environment);
      await waitUntilReady('LiveKit', 20_000, () => describeHttpProblem(`http://127.0.0.1:${ports.livekit}`), signal);
    }
    start('worker', process.execPath, [inRepository('apps/worker/src/main.ts')], inRepository('apps/worker'), env);
    const next = resolveFrom('apps/web', 'next/dist/bin/next');
    start('web', process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(ports.web)], inRepository('apps/web'), env);
    await seeding;
    const warnOfDisk = (problem: string): void => options.onLine('worker', `Nothing can be recorded or captured: ${problem}`);
    if (options.demo) start('presenter', process.execPath, [inRepository('scripts/presenter.ts')], inRepository('.'), presenterEnv);
    await progress.step('Waiting until everything is ready', () =>
      waitUntilReady(
        'Reprise',
        readyTimeoutMs,
        () => describeHealthProblem(`http://127.0.0.1:${ports.web}/api/health`, warnOfDisk),
        signal,
      ),
    );

    const find = (name: StackProcess): SupervisedProcess | undefined => running.find((supervised) => supervised.name === name);
    return {
      ...addresses,
      pid: (name) => find(name)?.pid,
      kill: (name) => find(name)?.kill(),
      killWorker: () => find('worker')?.kill(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
