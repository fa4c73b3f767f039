import { describeEnvProblem } from '../env.ts';
import { UsageError } from './command.ts';

/** How a command that could not be carried out ends. */
export interface Failure {
  message: string;
  /** 2: asked wrongly, or set up wrongly. 1: it did not work. */
  exitCode: 1 | 2;
}

/** Says in a sentence what went wrong; what is expected to go wrong never shows a stack. */
export function describeFailure(error: unknown): Failure {
  const environment = describeEnvProblem(error);
  if (environment) return { message: ['The environment is not right:', ...environment].join('\n'), exitCode: 2 };
  return { message: messageOf(error), exitCode: error instanceof UsageError ? 2 : 1 };
}

/** The sentence of an error, or of the first of its causes that has one. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error) === 'ECONNREFUSED' || databaseProblem(error)) return databaseProblem(error) ?? `Nothing answers: ${textOf(error)}`;
  return textOf(error);
}

/** Prisma and pg tell of a database that is away in many words. */
function databaseProblem(error: Error): string | undefined {
  const text = textOf(error);
  if (/Can't reach database server|DatabaseNotReachable|P1001/.test(text)) return 'The database does not answer (DATABASE_URL)';
  if (/Authentication failed|password authentication failed|P1000/.test(text)) return 'The database refuses the user of DATABASE_URL';
  if (/does not exist in the current database|relation .* does not exist|P2021/.test(text)) {
    return 'The database lacks tables: apply the migrations (npm run prisma:push)';
  }
  return undefined;
}

/** A connection that was tried at several addresses fails with an empty message. */
function textOf(error: Error): string {
  if (error.message !== '') return error.message.trim();
  if (error instanceof AggregateError) return error.errors.map((one: unknown) => messageOf(one)).join('; ');
  return codeOf(error) ?? error.name;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
