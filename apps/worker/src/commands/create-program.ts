import { Command as Program, CommanderError } from 'commander';
import { z } from 'zod';
import type { Command } from './command.ts';

/** Who is told what was asked for. */
export interface ProgramHost {
  writeOut: (text: string) => void;
  writeError: (text: string) => void;
  run: (command: Command, options: unknown, isJson: boolean) => Promise<void>;
}

const typedOptions = z.looseObject({ json: z.boolean().default(false) });

/** The command line as commander reads it: help, unknown options and spelling are its business. */
export function createProgram(commands: readonly Command[], version: string, host: ProgramHost): Program {
  const program = new Program('replay')
    .description('Commands for those who operate Reprise')
    .version(version)
    .configureOutput({ writeOut: host.writeOut, writeErr: host.writeError })
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', '\nExit codes: 0 fine, 1 problems found, 2 asked wrongly or set up wrongly.')
    .exitOverride();
  for (const command of commands) {
    const sub = program.command(command.name).description(command.summary);
    for (const [flags, description] of command.options) sub.option(flags, description);
    sub.option('--json', 'print the result as JSON');
    if (command.details !== undefined) sub.addHelpText('after', `\n${command.details}`);
    // The options are read by their schema, which is stricter than commander's types.
    sub.allowExcessArguments(false).action(async () => {
      const { json, ...options } = typedOptions.parse(sub.opts<Record<string, unknown>>());
      await host.run(command, options, json);
    });
  }
  return program;
}

/** The exit code of an error that commander threw after saying what is wrong; undefined: the error is another's. */
export function exitCodeOf(error: unknown): 0 | 2 | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  return error.exitCode === 0 ? 0 : 2;
}
