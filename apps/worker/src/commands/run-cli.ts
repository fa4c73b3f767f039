import { createDb } from '@reprise/db';
import packageJson from '../../package.json' with { type: 'json' };
import { readEnv, type Variables } from '../env.ts';
import { allCommands } from './all-commands.ts';
import type { Command, CommandResult } from './command.ts';
import { createProgram, exitCodeOf } from './create-program.ts';
import { describeFailure } from './describe-failure.ts';

export interface CliOptions {
  /** As typed behind `replay`. */
  args: readonly string[];
  variables: Variables;
  writeOut: (text: string) => void;
  writeError: (text: string) => void;
  /** Ends what can be ended early. */
  signal: AbortSignal;
}

/** A command works alone: a few connections are plenty. */
const POOL_SIZE = 4;

/** Runs one command. Answers the exit code: 0 fine, 1 problems found, 2 asked wrongly or set up wrongly. Never throws. */
export async function runCli(options: CliOptions): Promise<number> {
  let exitCode = 0;
  const program = createProgram(allCommands, packageJson.version, {
    ...options,
    run: async (command, typed, isJson) => {
      exitCode = await runAndTell(command, typed, isJson, options);
    },
  });
  if (options.args.length === 0) {
    options.writeError(program.helpInformation());
    return 2;
  }
  try {
    await program.parseAsync([...options.args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error) ?? tellFailure(error, false, options);
  }
}

async function runAndTell(command: Command, typed: unknown, isJson: boolean, options: CliOptions): Promise<number> {
  try {
    const result = await runWithContext(command, typed, options);
    const told = isJson ? toJson(result.data) : result.text;
    if (told !== '') options.writeOut(`${told}\n`);
    return result.problems > 0 ? 1 : 0;
  } catch (error) {
    return tellFailure(error, isJson, options);
  }
}

async function runWithContext(command: Command, typed: unknown, options: CliOptions): Promise<CommandResult> {
  const env = readEnv(options.variables);
  const db = createDb(env.replay.databaseUrl, { max: POOL_SIZE });
  try {
    return await command.run(
      {
        env,
        variables: options.variables,
        db,
        version: packageJson.version,
        now: Date.now,
        say: (line) => options.writeError(`${line}\n`),
        signal: options.signal,
      },
      typed,
    );
  } finally {
    await db.$disconnect();
  }
}

function tellFailure(error: unknown, isJson: boolean, { writeOut, writeError }: CliOptions): number {
  const { message, exitCode } = describeFailure(error);
  if (isJson) writeOut(`${toJson({ error: message })}\n`);
  else writeError(`${message}\n`);
  return exitCode;
}

/** Bytes that no number holds exactly are told as text. */
function toJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2);
}
