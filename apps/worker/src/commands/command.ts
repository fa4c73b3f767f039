import type { Db } from '@reprise/db';
import type { z } from 'zod';
import type { Variables, WorkerEnv } from '../env.ts';

/** What a command works with. */
export interface CommandContext {
  env: WorkerEnv;
  /** As they were given, for whoever tells about them. */
  variables: Variables;
  /** Connects with its first query. */
  db: Db;
  version: string;
  now: () => number;
  /** A line about the way, not the result; goes to stderr. */
  say: (line: string) => void;
  signal: AbortSignal;
}

/** What a command found or did. */
export interface CommandResult {
  /** For --json; JSON as it is. */
  data: unknown;
  /** For people. */
  text: string;
  /** More than none ends with exit code 1. */
  problems: number;
}

/** One flag: commander's notation and what it does. */
export type OptionText = readonly [flags: string, description: string];

/** A command as it is listed, asked for and run. */
export interface Command {
  name: string;
  summary: string;
  /** Further paragraphs of its help. */
  details?: string;
  options: readonly OptionText[];
  /** `raw` are the options as they were typed. @throws ZodError when they are wrong, CommandError when it cannot be done */
  run: (context: CommandContext, raw: unknown) => Promise<CommandResult>;
}

interface CommandDefinition<Schema extends z.ZodType> extends Omit<Command, 'run'> {
  schema: Schema;
  run: (context: CommandContext, options: z.output<Schema>) => Promise<CommandResult>;
}

/** Binds a command to the schema of its options. */
export function defineCommand<Schema extends z.ZodType>({ schema, run, ...command }: CommandDefinition<Schema>): Command {
  return { ...command, run: async (context, raw) => await run(context, parseOptions(schema, raw)) };
}

/** What was typed is not what the command takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for cannot be done, for a reason an operator understands. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

function parseOptions<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => `${flagOf(issue.path)}: ${issue.message}`).join('\n'));
}

/** `olderThan` was typed as --older-than. */
const flagOf = (path: readonly PropertyKey[]): string =>
  `--${path
    .map(String)
    .join('.')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
