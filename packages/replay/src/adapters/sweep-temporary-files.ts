import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface TemporaryFileSweep {
  /** REPLAY_STORAGE_PATH. */
  root: string;
  now: number;
  /** Younger files may be written to by a job without a row, such as a rendition. */
  olderThanMs: number;
  /** Of these captures, the ones that still write. */
  findUnfinished: (captureIds: string[]) => Promise<Set<string>>;
}

const TEMPORARY = /^\.(tmp|probe)-/;
const CAPTURE_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Removes what dead workers were writing when they died. Answers how many files. */
export async function sweepTemporaryFiles({ root, now, olderThanMs, findUnfinished }: TemporaryFileSweep): Promise<number> {
  const found: Array<{ path: string; captureId: string | undefined }> = [];
  const entries = await readdir(root, { withFileTypes: true });
  const directories = [root, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))];
  for (const directory of directories) {
    for (const name of await readdir(directory)) {
      if (!TEMPORARY.test(name)) continue;
      const path = join(directory, name);
      const file = await stat(path).catch(() => undefined);
      if (file?.isFile() && now - file.mtimeMs > olderThanMs) found.push({ path, captureId: CAPTURE_ID.exec(name)?.[0] });
    }
  }
  const busy = await findUnfinished(found.flatMap(({ captureId }) => captureId ?? []));
  const stale = found.filter(({ captureId }) => captureId === undefined || !busy.has(captureId));
  await Promise.all(stale.map(({ path }) => rm(path, { force: true })));
  return stale.length;
}
