import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import process from 'node:process';
import { inRepository, resolveFrom } from '../stack/repository.ts';
import type { Progress } from '../stack/progress.ts';
import { runCommand } from '../stack/run-command.ts';
import { checkPlantedViolations } from './planted-violations.ts';
import { type Check, runCheck, type Tally } from './tally.ts';

const binaries = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  eslint: 'node_modules/eslint/bin/eslint.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  tsc: 'node_modules/typescript/bin/tsc',
} as const;

/** Runs one of the repository's tools; answers its output when it is not content, else nothing. */
export async function runTool(tool: keyof typeof binaries, ...args: string[]): Promise<string> {
  const { code, output } = await runCommand(process.execPath, [inRepository(binaries[tool]), ...args], { cwd: inRepository('.') });
  return code === 0 ? '' : output || `${tool} ended with ${code}`;
}

/** The directories with a tsconfig.json: the root and every workspace package. */
async function typescriptProjects(): Promise<string[]> {
  const groups = await Promise.all(
    ['apps', 'packages'].map(async (group) => (await readdir(inRepository(group))).map((name) => `${group}/${name}`)),
  );
  return ['.', ...groups.flat()].filter((project) => existsSync(inRepository(project, 'tsconfig.json')));
}

/** Next writes the types of its routes and assets itself. */
async function writeRouteTypes(): Promise<string> {
  const next = resolveFrom('apps/web', 'next/dist/bin/next');
  const { code, output } = await runCommand(process.execPath, [next, 'typegen'], { cwd: inRepository('apps/web') });
  return code === 0 ? '' : output || `next typegen ended with ${code}`;
}

async function checkTypes(): Promise<string> {
  const problems: string[] = [];
  for (const project of await typescriptProjects()) problems.push(await runTool('tsc', '-p', project, '--pretty', 'false'));
  return problems.filter((problem) => problem !== '').join('\n');
}

/** Everything that can be said without running the product, in the order of saying it. */
const staticChecks: Check[][] = [
  [{ name: 'Types of the routes', run: writeRouteTypes }],
  // Each of the two keeps one core busy.
  [
    { name: 'Types', run: checkTypes },
    { name: 'Lint', run: () => runTool('eslint', '.', '--max-warnings', '0') },
  ],
  [{ name: 'Format', run: () => runTool('biome', 'format', '.') }],
  [{ name: 'Boundaries', run: () => runTool('depcruise', 'packages', 'apps', 'scripts', '--output-type', 'err-long') }],
  [{ name: 'Boundaries catch planted violations', run: checkPlantedViolations }],
  [{ name: 'Unused code and dependencies', run: () => runTool('knip', '--no-progress', '--no-config-hints') }],
];

/** Runs them all, those that may run together together. */
export async function runStaticChecks(tally: Tally, progress: Progress, write: (line: string) => void): Promise<void> {
  for (const group of staticChecks) await Promise.all(group.map((check) => runCheck(check, tally, progress, write)));
}
