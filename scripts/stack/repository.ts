import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const repositoryPath = fileURLToPath(new URL('../..', import.meta.url));

/** Absolute path of something in the repository. */
export function inRepository(...parts: string[]): string {
  return join(repositoryPath, ...parts);
}

/** Where a module lies that a workspace package (e.g. "apps/web") depends on. */
export function resolveFrom(workspacePackage: string, specifier: string): string {
  return createRequire(inRepository(workspacePackage, 'package.json')).resolve(specifier);
}
