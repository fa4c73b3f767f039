import type { Progress } from '../stack/progress.ts';

/** Counts what passed and failed over all kinds of checks. */
export interface Tally {
  passed: number;
  failed: number;
  /** What failed, by name. */
  failures: string[];
}

/** A check that says what is wrong; an empty answer is a pass. */
export interface Check {
  name: string;
  run: () => Promise<string>;
}

/** Runs one check, prints what it found, and counts it as one. */
export async function runCheck(check: Check, tally: Tally, progress: Progress, write: (line: string) => void): Promise<void> {
  const problem = await progress.step(check.name, async () => {
    try {
      return await check.run();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  if (problem === '') {
    tally.passed += 1;
    return;
  }
  tally.failed += 1;
  tally.failures.push(check.name);
  write(`${problem.trimEnd()}\nFailed: ${check.name}\n`);
}
