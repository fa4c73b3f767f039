/** `npm run bench -- [names] [--json file] [--calm seconds]`: measures the product on this machine and prints one table. */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileCachePath } from '../scripts/stack/child-environment.ts';
import { describeMachine } from './machine.ts';
import type { BenchContext, Row } from './measurement.ts';
import { measurements } from './measurements/index.ts';
import { describeVerdict, isMet, renderTable } from './report.ts';
import { createMediaLoops } from './support/encoded-media.ts';
import { endDescendants } from './support/end-descendants.ts';
import { formatNumber } from './support/statistics.ts';
import { waitForCalm } from './support/wait-for-calm.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, calm: { type: 'string', default: '0' }, help: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => measurements.every((measurement) => measurement.name !== name));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Not measured here: ${unknown.join(', ')}`);
  console.error('npm run bench -- [names] [--json file] [--calm seconds]\n');
  console.error('  --calm: how long to wait before each measurement until others leave the cores alone, default 0\n');
  for (const { name, title } of measurements) console.error(`  ${name.padEnd(12)} ${title}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

// Workers run as `npm start` runs them.
process.env['NODE_COMPILE_CACHE'] = compileCachePath();
const jsonPath = values.json ? resolve(values.json) : join(import.meta.dirname, 'out', 'bench.json');
const directory = await mkdtemp(join(tmpdir(), 'reprise-bench-'));
const startedAt = performance.now();
const say = (line: string): void => console.error(`[${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s] ${line}`);
const context: BenchContext = { directory, mediaLoop: createMediaLoops(directory), say };
const machine = await describeMachine();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    // What is measured breaks in every way now.
    process.on('uncaughtException', () => undefined);
    void endDescendants().finally(() => {
      rmSync(directory, { recursive: true, force: true });
      process.exit(130);
    });
  });
}
const rows: Array<Row & { measurement: string; met: boolean; verdict: string; othersCores: number }> = [];
const failures: Array<{ measurement: string; error: string }> = [];
await mkdir(dirname(jsonPath), { recursive: true });
/** After each measurement, so that an interrupted run has something to show. */
const writeResults = (): Promise<void> =>
  writeFile(jsonPath, `${JSON.stringify({ machine, seconds: (performance.now() - startedAt) / 1000, rows, failures }, undefined, 2)}\n`);
try {
  for (const { name, title, run } of measurements) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const othersCores = await waitForCalm(Number(values.calm) * 1000);
    say(`${name}: ${title} (others keep ${formatNumber(othersCores)} cores busy)`);
    try {
      const measured = await run(context);
      rows.push(...measured.map((row) => ({ measurement: name, ...row, met: isMet(row), verdict: describeVerdict(row), othersCores })));
      for (const row of measured) say(`  ${row.name}: ${row.value.toPrecision(3)} ${row.unit}, ${describeVerdict(row)}; ${row.detail}`);
    } catch (error) {
      // One measurement that cannot be made does not cost the others.
      say(`${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      failures.push({ measurement: name, error: String(error) });
    }
    await writeResults();
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}

const { processor, cores, memoryGigabytes, loadAverage, node, ffmpeg, livekit } = machine;
console.log(
  `${processor}, ${cores} cores, ${memoryGigabytes} GB, load ${loadAverage} at the start; Node ${node}, FFmpeg ${ffmpeg}, LiveKit ${livekit}\n`,
);
console.log(renderTable(rows));
for (const { measurement, error } of failures) console.log(`\n${measurement} could not be measured: ${error}`);
console.log(`\n${rows.filter(({ met }) => met).length} of ${rows.length} met; ${jsonPath}`);
// Native publishers keep a process alive after their last share.
process.exit(failures.length > 0 ? 1 : 0);
