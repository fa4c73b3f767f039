/** `npm run screens`: starts a product of its own and writes pictures of every page to docs/screens/pages. */
import process from 'node:process';
import { inRepository } from './stack/repository.ts';
import { runCommand } from './stack/run-command.ts';

const playwright = inRepository('node_modules/@playwright/test/cli.js');
const { code } = await runCommand(process.execPath, [playwright, 'test', '--project=screens'], {
  cwd: inRepository('.'),
  env: process.env,
  onLine: (line) => process.stdout.write(`${line}\n`),
});
process.exit(code);
