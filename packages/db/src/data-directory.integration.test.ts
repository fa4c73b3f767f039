import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startEmbeddedPostgres } from './embedded.ts';

let directory: string;
let data: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reprise-owner-'));
  await chmod(directory, 0o755);
  data = join(directory, 'data');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Another process that runs PostgreSQL on the directory. */
async function startElsewhere(port: number) {
  const source = `import { startEmbeddedPostgres } from ${JSON.stringify(fileURLToPath(new URL('./embedded.ts', import.meta.url)))};
    await startEmbeddedPostgres(${JSON.stringify(data)}, ${port}); process.stdout.write('up'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

test('a living owner is refused by name, a killed one is cleared away, and a pid file of something else too', async () => {
  const owner = await startElsewhere(await freePort());
  const serverPid = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0];
  await expect(startEmbeddedPostgres(data, await freePort())).rejects.toThrow(`PostgreSQL (pid ${serverPid}) already runs on ${data}`);

  const exited = once(owner, 'exit');
  owner.kill('SIGKILL');
  await exited;
  const server = await startEmbeddedPostgres(data, await freePort());
  expect(server.url).toContain('reprise');
  await server.stop();

  await writeFile(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n`);
  const again = await startEmbeddedPostgres(data, await freePort());
  await again.stop();
}, 60_000);
