import {
  createPrismaStoredFiles,
  inspectStoredFiles,
  measureStorage,
  setOrphansAside,
  type StoredFileRow,
  type StoredFilesReport,
} from '@reprise/replay/server';
import type { CommandContext } from './command.ts';
import type { Finding } from './findings.ts';
import { listOrphanBuffers, removeOrphanBuffers } from './orphan-buffers.ts';
import { count, formatBytes } from './output/format-values.ts';

export interface StorageInspection {
  verifyChecksums: boolean;
  /** Mends what can be mended. */
  fix: boolean;
}

/** Both directories: there, writable, with room. */
export async function inspectDisks({ env }: CommandContext): Promise<Finding[]> {
  const { buffer, storage } = env.replay.paths;
  const places = [
    { check: 'buffer disk', variable: 'REPLAY_BUFFER_PATH', path: buffer },
    { check: 'clip disk', variable: 'REPLAY_STORAGE_PATH', path: storage },
  ];
  return Promise.all(
    places.map(async ({ check, variable, path }): Promise<Finding> => {
      const { state, freeBytes, totalBytes } = await measureStorage(path);
      const room = `${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} free`;
      const says = {
        ok: `writable, ${room}`,
        'nearly-full': `nearly full: ${room}; new recordings are refused`,
        full: `full: ${room}; buffers in grace are dropped`,
        'read-only': 'cannot be written by this user, or is mounted read-only',
        missing: 'is not there: not mounted, or never made',
      }[state];
      const detail = `${variable} ${path}: ${says}`;
      return { check, state: state === 'ok' ? 'ok' : 'problem', detail, data: { path, state, freeBytes, totalBytes } };
    }),
  );
}

/** Rows against files, both ways, and buffers against sessions. */
export async function inspectFiles(context: CommandContext, { verifyChecksums, fix }: StorageInspection): Promise<Finding[]> {
  const { db, env, now } = context;
  const rows = createPrismaStoredFiles(db);
  const root = env.replay.paths.storage;
  const report = await inspectStoredFiles({ root, listRows: rows.listAll, findRows: rows.findExisting, verifyChecksums, now: now() });
  return [
    await judgeMissing(report, rows.forgetDerived, fix),
    judgeDamaged(report, verifyChecksums),
    await judgeOrphans(report, root, fix),
    await judgeBuffers(context, fix),
  ];
}

async function judgeMissing(
  { files, bytes, missing }: StoredFilesReport,
  forget: (id: string) => Promise<boolean>,
  fix: boolean,
): Promise<Finding> {
  const check = 'missing files';
  if (missing.length === 0) return { check, state: 'ok', detail: `all ${count(files, 'file')} are there, ${formatBytes(bytes)}`, data: [] };
  const derived = missing.filter((file) => file.purpose !== 'ORIGINAL');
  const clips = missing.filter((file) => file.purpose === 'ORIGINAL');
  if (fix) for (const file of derived) await forget(file.id);
  const tail =
    clips.length === 0 ? '' : `; ${count(clips.length, 'clip')} lost its MP4: bring it back from a backup, or delete it with its owner`;
  const mended = fix
    ? `; ${count(derived.length, 'picture or rendition', 'pictures and renditions')} forgotten, renditions are made again`
    : '';
  const state = fix && clips.length === 0 ? 'fixed' : 'problem';
  return { check, state, detail: `${count(missing.length, 'file')} missing: ${listPaths(missing)}${mended}${tail}`, data: missing };
}

function judgeDamaged({ damaged }: StoredFilesReport, verified: boolean): Finding {
  const check = 'damaged files';
  const good = verified ? 'sizes and checksums are right' : 'sizes are right (checksums only with --checksums)';
  if (damaged.length === 0) return { check, state: 'ok', detail: good, data: [] };
  return {
    check,
    state: 'problem',
    detail: `${count(damaged.length, 'file')} differ: ${listPaths(damaged)}; restore them from a backup`,
    data: damaged,
  };
}

async function judgeOrphans({ orphans }: StoredFilesReport, root: string, fix: boolean): Promise<Finding> {
  const check = 'orphan files';
  if (orphans.length === 0) return { check, state: 'ok', detail: 'no file is without its row', data: [] };
  if (fix)
    await setOrphansAside(
      root,
      orphans.map(({ storagePath }) => storagePath),
    );
  const size = formatBytes(orphans.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const detail = `${count(orphans.length, 'file')} without a row, ${size}: ${listPaths(orphans)}`;
  return { check, state: fix ? 'fixed' : 'problem', detail: fix ? `${detail}; moved to ${root}/.orphans` : detail, data: orphans };
}

async function judgeBuffers(context: CommandContext, fix: boolean): Promise<Finding> {
  const check = 'orphan buffers';
  const orphans = fix ? await removeOrphanBuffers(context) : await listOrphanBuffers(context);
  if (orphans.length === 0) return { check, state: 'ok', detail: 'no buffer is without its session', data: [] };
  const detail = `${count(orphans.length, 'buffer')} without a session: ${listPaths(orphans.map((storagePath) => ({ storagePath })))}`;
  return { check, state: fix ? 'fixed' : 'problem', detail: fix ? `${detail}; removed` : detail, data: orphans };
}

const LISTED = 5;

function listPaths(files: ReadonlyArray<Pick<StoredFileRow, 'storagePath'>>): string {
  const shown = files.slice(0, LISTED).map((file) => file.storagePath);
  return files.length > LISTED ? `${shown.join(', ')} and ${files.length - LISTED} more` : shown.join(', ');
}
