import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inRepository } from '../stack/repository.ts';
import { anchors, internalLinks, namedScripts, readDocuments } from './markdown.ts';

const documents = readDocuments();
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(inRepository('package.json'), 'utf8')));

test('links, anchors and scripts are found where they are', () => {
  const text =
    '# A b: c\n[x](y.md#z) ![p](p.png) [w](https://example.com) `[no](no.md)`\n```\n# not a heading\n[no](no.md)\n```\nnpm run prisma:push, npm test';
  expect(internalLinks(text)).toEqual(['y.md#z', 'p.png']);
  expect(anchors(text)).toEqual(['a-b-c']);
  expect(namedScripts(text)).toEqual(['prisma:push', 'test']);
});

test('every link inside the repository leads somewhere', () => {
  const links = documents.flatMap(({ path, text }) => internalLinks(text).map((target) => ({ path, target })));
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter(({ path, target }) => !leadsSomewhere(path, target))).toEqual([]);
});

test('every npm script that a document names exists', () => {
  const named = documents.flatMap(({ path, text }) => namedScripts(text).map((script) => ({ path, script })));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
});

test('every file of the repository that a document runs exists', () => {
  const files = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnode ((?:apps|packages|scripts)\/[\w./-]+\.(?:ts|mjs))/g)].map(([, file = '']) => ({ path, file })),
  );
  expect(files.filter(({ file }) => !existsSync(inRepository(file)))).toEqual([]);
});

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(inRepository(file))) return false;
  return anchor === undefined || anchors(readFileSync(inRepository(file), 'utf8')).includes(anchor);
}
