import { readFileSync } from 'node:fs';
import { replayVariableNames } from '@reprise/replay';
import { expect, test } from 'vitest';
import { webVariableNames } from '../../apps/web/src/env.ts';
import { workerVariableNames } from '../../apps/worker/src/env.ts';
import { inRepository } from '../stack/repository.ts';
import { baseName, interpolatedVariables, readComposeFiles } from './compose-files.ts';

const files = readComposeFiles();
const read = [...replayVariableNames, ...webVariableNames, ...workerVariableNames];
const interpolated = files.flatMap((file) => interpolatedVariables(file.text).map(({ name }) => name));
const example = readFileSync(inRepository('docker/.env.example'), 'utf8');
const explained = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
/** Other names of what is set already, and names that are only noted: compose has no use for them. */
const onlyElsewhere = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'REDIS_HOST'];

/** What the first list has and the second lacks, each once. */
const missing = (from: readonly string[], among: readonly string[]): string[] => [...new Set(from)].filter((name) => !among.includes(name));

test('.env.example explains every variable that web and worker read', () => {
  expect(read.length).toBeGreaterThan(25);
  expect(missing(read, explained)).toEqual([]);
});

test('.env.example explains every variable of the compose files', () => {
  expect(missing(interpolated, explained)).toEqual([]);
});

test('.env.example explains nothing that nobody reads, and nothing twice', () => {
  expect(missing(explained, [...read, ...interpolated])).toEqual([]);
  expect(explained.filter((name, index) => explained.indexOf(name) !== index)).toEqual([]);
});

test.each([
  { name: 'web', own: webVariableNames },
  { name: 'worker', own: workerVariableNames },
])('compose hands every variable to $name, and no other', ({ name, own }) => {
  const service = files.find((file) => file.name === baseName)?.content.services[name];
  const handed = Object.keys(service?.environment ?? {});
  const known = [...replayVariableNames, ...own];
  // The worker serves its counters on METRICS_PORT, web everything on PORT.
  const unused = name === 'worker' ? ['PORT'] : [];
  expect(missing(known, [...handed, ...onlyElsewhere, ...unused])).toEqual([]);
  expect(missing(handed, known)).toEqual([]);
});
