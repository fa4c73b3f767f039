import { readFileSync } from 'node:fs';
import { createDb, type Db } from '@reprise/db';
import { z } from 'zod';

/** What a test needs of the product that runs for the whole suite. */
export const stackFileSchema = z.object({
  baseUrl: z.url(),
  databaseUrl: z.string(),
  livekit: z.object({ url: z.string(), apiKey: z.string(), apiSecret: z.string() }),
  bufferPath: z.string(),
  storagePath: z.string(),
  home: z.string(),
});
export type TestStack = z.infer<typeof stackFileSchema>;

/** Variable that names the JSON file which the global set-up writes. */
export const stackFileVariable = 'REPRISE_E2E_STACK';

/** The running product, as the global set-up left word of it. */
export function readTestStack(): TestStack {
  const path = process.env[stackFileVariable];
  if (!path) throw new Error(`${stackFileVariable} is not set: run the suite by Playwright's config`);
  return stackFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** A client of the product's database, for the rows a test needs to exist and to look at. */
export function openTestDb(stack: TestStack): Db {
  return createDb(stack.databaseUrl, { max: 3 });
}
