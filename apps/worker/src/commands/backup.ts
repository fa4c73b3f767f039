import { resolve } from 'node:path';
import { tryHoldLock } from '@reprise/db';
import { createPrismaStoredFiles } from '@reprise/replay/server';
import { z } from 'zod';
import { createBackup } from '../backup/create-backup.ts';
import { CommandError, defineCommand } from './command.ts';
import { switchOption } from './options.ts';
import { count, formatBytes } from './output/format-values.ts';

const MS_PER_DAY = 86_400_000;

/** Backs up rows and clips together. */
export const backupCommand = defineCommand({
  name: 'backup',
  summary: 'Back up the database and every clip as they are at one instant, while everything runs',
  details: `Buffers are not backed up: they are the last minutes of what runs now.
The backup holds password hashes and sessions: keep its directory as secret as the database. AUTH_SECRET and the keys
of LiveKit are not in it.
Files are kept once, by checksum, for all backups in the directory, as hard links where the disk allows it: have the
directory on another disk, or copy it to another machine, to survive the loss of this one.`,
  options: [
    ['--to <directory>', 'required: where backups are kept'],
    ['--keep-days <days>', 'remove older backups once this one is whole; the newest always stays (default: 30)'],
    ['--copy', 'copy files even where a hard link would do'],
  ],
  schema: z.object({ to: z.string().min(1), keepDays: z.coerce.number().min(0).max(36_500).default(30), copy: switchOption }),
  run: async ({ db, env, version, now, say, signal }, { to, keepDays, copy }) => {
    const target = resolve(to);
    const lock = await tryHoldLock(env.replay.databaseUrl, `backup:${target}`);
    if (!lock) throw new CommandError('Another backup into this directory is under way');
    try {
      const made = await createBackup({
        databaseUrl: env.replay.databaseUrl,
        storageRoot: env.replay.paths.storage,
        target,
        version,
        now,
        alwaysCopy: copy,
        keepMs: keepDays * MS_PER_DAY,
        findRows: createPrismaStoredFiles(db).findExisting,
        say,
        signal,
      });
      const { files, lost, database } = made.manifest;
      const bytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
      const bad = lost.filter((file) => file.reason !== 'deleted');
      const lines = [
        `Backup ${made.name} in ${target}: ${count(rows, 'row')}, ${count(files.length, 'file')} (${formatBytes(bytes)}), ${made.addedFiles} of them new.`,
        ...(lost.length > bad.length ? [`${count(lost.length - bad.length, 'file')} deleted by their owners meanwhile, left out.`] : []),
        ...bad.map((file) => `${file.reason}: ${file.storagePath} is not as its row says, and is not in the backup`),
        ...(made.removedBackups.length > 0 ? [`Removed as too old: ${made.removedBackups.join(', ')}`] : []),
      ];
      const { name, addedFiles, removedBackups, removedFiles } = made;
      return {
        data: { name, target, rows, files: files.length, bytes, addedFiles, lost, removedBackups, removedFiles },
        text: lines.join('\n'),
        problems: bad.length,
      };
    } finally {
      await lock.release();
    }
  },
});
