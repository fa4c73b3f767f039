/**
 * `npm run replay -- <command>`: the worker's command line. With DATABASE_URL set it runs in the environment as it is, otherwise in that
 * of `npm start` in this directory, whose PostgreSQL is started for the command when it does not run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { embeddedPostgresUrl } from '@reprise/db/embedded';
import { childEnvironment, mediaPaths } from './stack/child-environment.ts';
import { openDatabase } from './stack/postgres.ts';
import { readStackEnvironment } from './stack/read-stack-environment.ts';
import { inRepository, resolveFrom } from './stack/repository.ts';
import { loadSecrets } from './stack/secrets.ts';

interface Surroundings {
  env: NodeJS.ProcessEnv;
  close: () => Promise<void>;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
  socket.destroy();
  return isOpen;
}

async function prepare(): Promise<Surroundings> {
  if ((process.env['DATABASE_URL'] ?? '') !== '') return { env: process.env, close: async () => {} };
  const settings = readStackEnvironment(process.env);
  const { home, ports } = settings;
  const secrets = await loadSecrets(home);
  const database = (await answers(ports.postgres)) ? undefined : await openDatabase(home, ports.postgres, undefined);
  const env = childEnvironment(
    settings,
    {
      appUrl: `http://localhost:${ports.web}`,
      livekit: settings.livekit ?? {
        url: `ws://127.0.0.1:${ports.livekit}`,
        apiKey: secrets.livekitApiKey,
        apiSecret: secrets.livekitApiSecret,
      },
      databaseUrl: database?.url ?? embeddedPostgresUrl(ports.postgres),
      ...mediaPaths(settings),
    },
    secrets,
  );
  return { env: { ...process.env, ...env }, close: async () => await database?.stop() };
}

/** `studio` is Prisma's; everything else is ours. */
function programOf([command = '--help', ...args]: string[]): string[] {
  if (command !== 'studio') return [inRepository('apps/worker/src/cli.ts'), command, ...args];
  return [resolveFrom('packages/db', 'prisma/build/index.js'), 'studio', '--config', inRepository('packages/db/prisma.config.ts'), ...args];
}

const { env, close } = await prepare();
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...programOf(process.argv.slice(2))], {
  stdio: 'inherit',
  env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const exited: unknown[] = await once(child, 'exit');
await close();
process.exit(typeof exited[0] === 'number' ? exited[0] : 1);
