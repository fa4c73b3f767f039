import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { inRepository } from '../stack/repository.ts';
import { runCommand } from '../stack/run-command.ts';
import { runPlaywright } from './run-playwright.ts';
import type { Tally } from './tally.ts';

const vitestSchema = z.object({
  numTotalTests: z.number(),
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.object({ message: z.string().optional() })),
});

type Suite = 'unit' | 'integration' | 'measured' | 'e2e';

/** Runs one suite, passing its output on, and adds its tests to the tally. Whatever did not pass failed, skips included. */
export async function runSuite(suite: Suite, tally: Tally, write: (line: string) => void): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'reprise-report-'));
  const report = join(directory, 'report.json');
  try {
    const code = suite === 'e2e' ? await runJourneys(report, write) : await runVitest(suite, report, write);
    const text = await readFile(report, 'utf8').catch(() => undefined);
    const failedBefore = tally.failed;
    if (text === undefined) fail(tally, `${suite}: no report was written`);
    else if (suite === 'e2e') countPlaywright(JSON.parse(text), tally);
    else countVitest(JSON.parse(text), tally);
    if (code !== 0 && tally.failed === failedBefore) fail(tally, `${suite}: ended with ${code}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function runVitest(project: string, report: string, onLine: (line: string) => void): Promise<number> {
  const vitest = inRepository('node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runCommand(process.execPath, args, { cwd: inRepository('.'), env: { ...process.env, CI: 'true' }, onLine });
  return code;
}

function runJourneys(report: string, onLine: (line: string) => void): Promise<number> {
  const env = { CI: 'true', PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return runPlaywright(['journeys'], ['--reporter=list,json'], { env, onLine });
}

function fail(tally: Tally, what: string): void {
  tally.failed += 1;
  tally.failures.push(what);
}

function countVitest(json: unknown, tally: Tally): void {
  for (const file of vitestSchema.parse(json).testResults) {
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else fail(tally, `${fullName} (${status})`);
    }
    // A file that breaks before its first test has no tests to count.
    if (file.status !== 'passed' && file.assertionResults.every(({ status }) => status === 'passed')) fail(tally, file.name);
  }
}

function countPlaywright(json: unknown, tally: Tally): void {
  const { stats, errors } = playwrightSchema.parse(json);
  tally.passed += stats.expected;
  for (let index = 0; index < stats.unexpected; index++) fail(tally, 'e2e test');
  for (let index = 0; index < stats.flaky; index++) fail(tally, 'flaky e2e test');
  for (let index = 0; index < stats.skipped; index++) fail(tally, 'skipped e2e test');
  for (const { message } of errors) fail(tally, `e2e: ${message ?? 'error outside of tests'}`);
}
