import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { inRepository } from '../stack/repository.ts';
import { runCommand } from '../stack/run-command.ts';

/** A small repository that breaks each rule once. */
const planted: Record<string, string> = {
  'packages/recorder/src/index.ts': "export { rule } from '../../replay/src/index.ts';\n",
  'packages/replay/src/index.ts': "export const rule = 1;\nexport * from './files.ts';\n",
  'packages/replay/src/files.ts':
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\nexport * from './adapters/disk.ts';\n",
  'packages/replay/src/adapters/disk.ts': 'export const disk = 1;\n',
  'packages/api/src/first.ts': "export * from './second.ts';\n",
  'packages/api/src/second.ts': "export * from './first.ts';\nexport * from '../../replay/src/adapters/disk.ts';\n",
  'apps/worker/src/main.ts': "export * from '../../web/src/page.ts';\n",
  'apps/web/src/page.ts': 'export const page = 1;\n',
  'apps/web/tsconfig.json':
    '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true, "moduleResolution": "bundler", "module": "ESNext" } }\n',
};

const expectedRules = [
  'no-circular',
  'no-deep-imports',
  'recorder-imports-only-itself',
  'worker-imports-only-replay-db-recorder',
  'only-adapters-touch-the-outside',
  'rules-do-not-know-adapters',
  'client-door-is-client-safe',
];

/** Proves that the boundary rules and the ban on process.env fail when they should; answers what was not caught. */
export async function checkPlantedViolations(): Promise<string> {
  const missed = [...(await missedBoundaries()), ...missedEnvironmentRead()];
  return missed.length === 0 ? '' : `Planted violations that nothing caught: ${missed.join(', ')}`;
}

async function missedBoundaries(): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    for (const [path, content] of Object.entries(planted)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    const cruiser = inRepository('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const config = inRepository('.dependency-cruiser.cjs');
    const { code, output } = await runCommand(process.execPath, [cruiser, 'packages', 'apps', '--config', config], { cwd: directory });
    return expectedRules.filter((rule) => code === 0 || !output.includes(rule));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function missedEnvironmentRead(): string[] {
  const args = [inRepository('node_modules/eslint/bin/eslint.js'), '--stdin', '--stdin-filename', 'packages/replay/src/errors.ts'];
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: inRepository('.'),
    input: "export const home = process.env['HOME'];\n",
    encoding: 'utf8',
  });
  return stdout.includes('no-restricted-syntax') ? [] : ['process.env outside env.ts'];
}
