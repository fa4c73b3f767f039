import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '../scripts/stack/progress.ts';
import { freeStackPorts } from '../scripts/stack/stack-options.ts';
import { startStack } from '../scripts/stack/start-stack.ts';
import { stackFileVariable } from './support/stack.ts';

/** Starts the whole product on ports of its own and in a directory of its own; ends it after the last test. */
export default async function startProduct(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), 'reprise-e2e-'));
  const ports = await freeStackPorts();
  const log: string[] = [];
  const stack = await startStack({
    home,
    ports,
    // A suite signs up more people from one address than anybody would.
    environment: { ...process.env, AUTH_RATE_LIMIT: 'off' },
    demo: true,
    onLine: (process, line) => {
      log.push(`${new Date().toISOString()} ${process} ${line}`);
    },
    progress: createProgress((line) => process.stdout.write(`${line}\n`)),
    onFatal: (reason) => {
      log.push(`fatal ${reason}`);
    },
  });
  const file = join(home, 'stack.json');
  await writeFile(
    file,
    JSON.stringify({
      baseUrl: stack.appUrl,
      databaseUrl: stack.databaseUrl,
      livekit: stack.livekit,
      bufferPath: stack.bufferPath,
      storagePath: stack.storagePath,
      home,
    }),
  );
  process.env[stackFileVariable] = file;
  return async () => {
    await stack.stop();
    // Kept for whoever has to find out why a test failed; overwritten by the next run.
    await mkdir('test-results', { recursive: true });
    await writeFile(join('test-results', 'stack.log'), `${log.join('\n')}\n`);
    await rm(home, { recursive: true, force: true });
  };
}
