import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.object({
  livekitApiKey: z.string().min(1),
  livekitApiSecret: z.string().min(32),
  authSecret: z.string().min(32),
  /** Lets the demo's presenter in. */
  presenterToken: z.string().min(32),
});

/** Made once for an installation, readable by its owner only. */
export type StackSecrets = z.infer<typeof secretsSchema>;

/**
 * Reads the secrets of a home directory, or makes them on first use.
 * @throws Error naming the file when it is there but cannot be used: new ones would lock everybody out
 */
export async function loadSecrets(home: string): Promise<StackSecrets> {
  const path = join(home, 'secrets.json');
  const known = await readSecrets(path);
  if (known) return known;
  const secrets: StackSecrets = {
    livekitApiKey: `API${randomBytes(6).toString('hex')}`,
    livekitApiSecret: randomBytes(32).toString('base64url'),
    authSecret: randomBytes(32).toString('base64url'),
    presenterToken: randomBytes(32).toString('base64url'),
  };
  await mkdir(home, { recursive: true });
  await writeFile(`${path}.tmp`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.tmp`, path);
  return secrets;
}

async function readSecrets(path: string): Promise<StackSecrets | undefined> {
  try {
    return secretsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The secrets in ${path} cannot be used; mend the file, or remove it to have new ones made`, { cause: error });
  }
}
