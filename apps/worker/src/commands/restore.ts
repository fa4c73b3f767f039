import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findMigrationProblem, hasRows } from '@reprise/db/backup';
import { createPrismaOperatorStore } from '@reprise/replay/server';
import { z } from 'zod';
import { listBackups, type StoredBackup } from '../backup/backup-directory.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { CommandError, type CommandContext, defineCommand } from './command.ts';
import { inspectFiles } from './inspect-storage.ts';
import { messageOf } from './describe-failure.ts';
import { switchOption } from './options.ts';
import { count } from './output/format-values.ts';

/** A worker that told so lately lives. */
const ALIVE_MS = 30_000;

/** Brings a backup back. */
export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'Bring the database and the clips of a backup back',
  details: `Stop web and worker first. The database and the clip directory must be empty, or --force says that what is in them
may go. Sessions that ran and captures under way when the backup was made are ended; every clip has its file.`,
  options: [
    ['--from <directory>', 'required: where backups are kept'],
    ['--backup <name>', 'which one, such as 2026-11-21T02-00-00-000Z (default: the newest)'],
    ['--force', 'drop what the database holds, and write over files of the same name'],
    ['--skip-damaged', 'go on without files that the backup itself has lost'],
  ],
  schema: z.object({ from: z.string().min(1), backup: z.string().min(1).optional(), force: switchOption, skipDamaged: switchOption }),
  run: async (context, options) => {
    const from = resolve(options.from);
    const backup = await findBackup(from, options.backup);
    const problem = await findMigrationProblem(backup.manifest.database);
    if (problem !== undefined) throw new CommandError(problem);
    await refuseUnlessEmpty(context, options.force);
    const { databaseUrl, paths } = context.env.replay;
    const { db, say } = context;
    const restored = await restoreBackup({
      from,
      backup,
      databaseUrl,
      db,
      storageRoot: paths.storage,
      skipDamaged: options.skipDamaged,
      say,
    });
    const findings = await inspectFiles(context, { verifyChecksums: false, fix: false });
    const missing = findings.filter(({ check, state }) => check === 'missing files' && state === 'problem');
    const lines = [
      `Restored ${backup.name}: ${count(restored.files, 'file')}, ${count(restored.endedSessions, 'session')} ended, ${count(restored.failedCaptures, 'capture')} under way given up.`,
      ...(restored.droppedClips > 0 ? [`${count(restored.droppedClips, 'clip')} left out: the backup has no MP4 of it.`] : []),
      ...restored.skipped.map((file) => `The backup had lost ${file.storagePath}`),
      ...missing.map(({ detail }) => detail),
    ];
    return { data: { backup: backup.name, ...restored }, text: lines.join('\n'), problems: restored.skipped.length + missing.length };
  },
});

async function findBackup(from: string, name: string | undefined): Promise<StoredBackup> {
  const backups = await listBackups(from).catch((cause: unknown) => {
    throw new CommandError(`${from} cannot be read as a directory of backups: ${messageOf(cause)}`, { cause });
  });
  const found = name === undefined ? backups.at(-1) : backups.find((backup) => backup.name === name);
  if (found) return found;
  const there = backups.map((backup) => backup.name).join(', ');
  throw new CommandError(
    backups.length === 0 ? `There is no backup in ${from}` : `There is no backup ${name ?? ''} in ${from}; there are ${there}`,
  );
}

async function refuseUnlessEmpty({ db, env, now }: CommandContext, force: boolean): Promise<void> {
  const { databaseUrl, paths } = env.replay;
  const isUsed = await hasRows(databaseUrl);
  const nodes = isUsed ? await createPrismaOperatorStore(db).listNodes() : [];
  const alive = nodes.filter((node) => now() - node.heartbeatAt.getTime() < ALIVE_MS);
  if (alive.length > 0)
    throw new CommandError(`${count(alive.length, 'worker')} used this database less than 30 s ago: stop web and worker first`);
  if (isUsed && !force) throw new CommandError('The database is not empty: --force drops what it holds');
  const files = (await readdir(paths.storage).catch(() => [])).filter((name) => !name.startsWith('.'));
  if (files.length > 0 && !force) throw new CommandError(`${paths.storage} is not empty: --force writes over files of the same name`);
}
