import process from 'node:process';
import { inRepository } from '../stack/repository.ts';
import { runCommand } from '../stack/run-command.ts';

interface RunOptions {
  env?: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
}

/** Runs these projects of playwright.config.ts, passing on what it says; answers its exit code. */
export async function runPlaywright(projects: string[], args: string[], options: RunOptions = {}): Promise<number> {
  const command = [inRepository('node_modules/@playwright/test/cli.js'), 'test', ...projects.map((name) => `--project=${name}`), ...args];
  const { code } = await runCommand(process.execPath, command, {
    cwd: inRepository('.'),
    env: { ...process.env, ...options.env },
    onLine: options.onLine ?? ((line) => process.stdout.write(`${line}\n`)),
  });
  return code;
}
