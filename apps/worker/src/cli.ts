/** The command line's process: everything that reads its environment or ends it is here. */
import { runCli } from './commands/run-cli.ts';
import { processVariables } from './env.ts';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ending.abort(new Error(`Ended by ${signal}`)));
// A reader that went away, such as `head`, is no reason to complain.
process.stdout.on('error', () => process.exit(0));

process.exitCode = await runCli({
  args: process.argv.slice(2),
  variables: processVariables,
  writeOut: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  signal: ending.signal,
});
