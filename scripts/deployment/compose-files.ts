import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { inRepository } from '../stack/repository.ts';

const settings = z.record(z.string(), z.string().or(z.null()));
const conditions = z
  .record(z.string(), z.unknown())
  .or(z.array(z.string()).transform((names) => Object.fromEntries(names.map((name) => [name, {}]))));
const service = z.looseObject({
  image: z.string().optional(),
  environment: settings.default({}),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  depends_on: conditions.default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});
const composeFile = z.looseObject({
  services: z.record(z.string(), service).default({}),
  volumes: z.record(z.string(), z.unknown()).default({}),
});

/** One compose file: its text, and its content with YAML's anchors and merges resolved. */
export interface ComposeFile {
  name: string;
  path: string;
  text: string;
  content: z.infer<typeof composeFile>;
}

/** The file that stands alone; the others are laid over it. */
export const baseName = 'compose.yaml';

/** Every compose file of docker/. @throws ZodError when one has another shape than these files have */
export function readComposeFiles(): ComposeFile[] {
  const directory = inRepository('docker');
  return readdirSync(directory)
    .filter((name) => name.startsWith('compose.'))
    .sort()
    .map((name) => {
      const path = join(directory, name);
      const text = readFileSync(path, 'utf8');
      return { name, path, text, content: composeFile.parse(parse(text, { merge: true })) };
    });
}

/** The variables a compose file takes from .env, with what stands behind the name: a default, a demand or nothing. */
export function interpolatedVariables(text: string): { name: string; rest: string }[] {
  return [...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)([^}]*)/g)].map(([, name = '', rest = '']) => ({ name, rest }));
}
