/**
 * Prints the SQL that brings an older schema (a file, for instance `git show HEAD:prisma/schema.prisma`; without one,
 * an empty database) to prisma/schema.prisma:
 *   node packages/db/scripts/create-migration-sql.ts [old.prisma] > prisma/migrations/<timestamp>_<name>/migration.sql
 * What Prisma cannot express (partial indexes, checks) is written by hand, in migrations of its own.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm';
import { freePort, startEmbeddedPostgres } from '../src/embedded.ts';

const path = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url));
const content = await readFile(path, 'utf8');
const oldPath = process.argv[2];
const from: DiffTarget = oldPath
  ? { tag: 'schemaDatamodel', files: [{ path: oldPath, content: await readFile(oldPath, 'utf8') }] }
  : { tag: 'empty' };

// The engine compares two schemas, but wants a server to ask for its version.
const directory = await mkdtemp(join(tmpdir(), 'reprise-diff-'));
const server = await startEmbeddedPostgres(directory, await freePort());
try {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: server.url }));
  const engine = await SchemaEngine.new({ datamodels: [[path, content]] }, () => undefined, adapter);
  const { stdout } = await engine.diff({
    from,
    to: { tag: 'schemaDatamodel', files: [{ path, content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  process.stdout.write(stdout ?? '');
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
