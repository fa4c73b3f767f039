import type { CommandResult } from './command.ts';
import { messageOf } from './describe-failure.ts';
import { count } from './output/format-values.ts';

/** `note`: worth knowing, nothing to do. `fixed`: was a problem. */
export type FindingState = 'ok' | 'note' | 'warning' | 'fixed' | 'problem';

/** What one check found. */
export interface Finding {
  check: string;
  state: FindingState;
  /** A sentence, with the cure where there is one. */
  detail: string;
  data?: unknown;
}

const MARKS: Readonly<Record<FindingState, string>> = { ok: 'ok', note: '-', warning: 'WARN', fixed: 'FIXED', problem: 'FAIL' };

/** A check that cannot even be made is a problem, too. */
export async function attemptCheck(check: string, run: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await run()].flat();
  } catch (error) {
    return [{ check, state: 'problem', detail: messageOf(error) }];
  }
}

/** Findings as the result of a command: each problem counts, warnings do not. */
export function toResult(findings: readonly Finding[]): CommandResult {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, state, detail }) => `${MARKS[state].padEnd(5)}  ${check.padEnd(width)}  ${detail}`);
  const problems = findings.filter(({ state }) => state === 'problem').length;
  const warnings = findings.filter(({ state }) => state === 'warning').length;
  const summary =
    problems === 0 && warnings === 0 ? 'Everything is fine.' : `${count(problems, 'problem')}, ${count(warnings, 'warning')}.`;
  return { data: { findings, problems, warnings }, text: [...lines, '', summary].join('\n'), problems };
}
