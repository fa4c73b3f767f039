import type { Dirent } from 'node:fs';
import { lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeFile, pinsDirectoryName } from './capture-files.ts';
import { isErrorCode } from './error-code.ts';
import { resolveInside } from './local-clip-storage.ts';
import type { StoredFileRow } from './prisma-stored-files.ts';

/** What rows and disk disagree about; paths are relative to REPLAY_STORAGE_PATH. */
export interface StoredFilesReport {
  files: number;
  bytes: number;
  /** Rows whose file is not there. */
  missing: StoredFileRow[];
  /** Rows whose file has another size or, when that was asked for, another checksum. */
  damaged: StoredFileRow[];
  /** Files that no row names. */
  orphans: Array<{ storagePath: string; sizeBytes: number }>;
}

export interface InspectionDeps {
  /** REPLAY_STORAGE_PATH. */
  root: string;
  /** All rows, in any order. */
  listRows: () => Promise<StoredFileRow[]>;
  /** Of these rows, those that are still there: a clip may be deleted while we look. */
  findRows: (ids: string[]) => Promise<Set<string>>;
  /** Reads every file to the end. */
  verifyChecksums: boolean;
  now: number;
}

/** A file appears before its row; one that is older than this waits for none. */
const ORPHAN_AGE_MS = 60 * 60_000;
/** Where files without a row are put aside. */
const ORPHANS_DIRECTORY = '.orphans';

/** Compares the rows of stored files with what is on the disk. @throws Error when the directory cannot be read */
export async function inspectStoredFiles(deps: InspectionDeps): Promise<StoredFilesReport> {
  // The disk first: a file that gets its row meanwhile is then known.
  const onDisk = await listFiles(deps.root);
  const rows = await deps.listRows();
  const report: StoredFilesReport = { files: rows.length, bytes: 0, missing: [], damaged: [], orphans: [] };
  for (const row of rows) {
    report.bytes += row.sizeBytes;
    const state = await judgeFile(resolveInside(deps.root, row.storagePath), row, deps.verifyChecksums);
    if (state !== 'good') report[state].push(row);
  }
  const alive = await deps.findRows([...report.missing, ...report.damaged].map(({ id }) => id));
  report.missing = report.missing.filter(({ id }) => alive.has(id));
  report.damaged = report.damaged.filter(({ id }) => alive.has(id));
  const known = new Set(rows.map((row) => row.storagePath));
  for (const storagePath of onDisk) {
    if (known.has(storagePath)) continue;
    const file = await lstat(join(deps.root, storagePath)).catch(() => undefined);
    if (file && deps.now - file.mtimeMs > ORPHAN_AGE_MS) report.orphans.push({ storagePath, sizeBytes: file.size });
  }
  return report;
}

/** Moves files without a row aside, into a directory of the storage that is never looked into. Nothing is deleted. */
export async function setOrphansAside(root: string, storagePaths: readonly string[]): Promise<void> {
  for (const storagePath of storagePaths) {
    const to = join(root, ORPHANS_DIRECTORY, storagePath);
    await mkdir(dirname(to), { recursive: true });
    await rename(resolveInside(root, storagePath), to);
  }
}

/** Buffers that belong to no session, as paths relative to REPLAY_BUFFER_PATH: `{room}/{user}/{session}`. */
export async function findOrphanBuffers(
  root: string,
  findSessions: (segmentPaths: string[]) => Promise<Set<string>>,
  unchangedSince: number,
): Promise<string[]> {
  const paths: string[] = [];
  for (const room of await listDirectories(root)) {
    for (const user of await listDirectories(join(root, room))) {
      for (const session of await listDirectories(join(root, room, user))) paths.push(join(room, user, session));
    }
  }
  const known = await findSessions(paths);
  const orphans: string[] = [];
  for (const path of paths) {
    const changedMs = known.has(path) ? undefined : (await lstat(join(root, path)).catch(() => undefined))?.mtimeMs;
    if (changedMs !== undefined && changedMs < unchangedSince) orphans.push(path);
  }
  return orphans;
}

async function judgeFile(path: string, row: StoredFileRow, verifyChecksum: boolean): Promise<'good' | 'missing' | 'damaged'> {
  try {
    const { size } = await lstat(path);
    if (size !== row.sizeBytes) return 'damaged';
    return verifyChecksum && (await describeFile(path)).checksum !== row.checksum ? 'damaged' : 'good';
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return 'missing';
    throw error;
  }
}

/** Temporary files and directories of our own begin with a dot and are none of the library's. */
async function listFiles(root: string, below = ''): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readEntries(join(root, below))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(below, entry.name);
    if (entry.isDirectory()) paths.push(...(await listFiles(root, path)));
    else paths.push(path);
  }
  return paths;
}

async function listDirectories(directory: string): Promise<string[]> {
  const entries = await readEntries(directory);
  return entries.flatMap((entry) => (entry.isDirectory() && !isOurs(entry.name) ? [entry.name] : []));
}

const isOurs = (name: string): boolean => name === pinsDirectoryName || name.startsWith('.');

/** What a deletion took away meanwhile is empty. */
async function readEntries(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isErrorCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
