import { ReplayError } from '../errors.ts';
import type { ClipStorage } from '../ports/clip-storage.ts';
import type { ExportJob, ExportQueue, ExportWork } from '../ports/export-store.ts';
import type { MediaTools } from '../ports/media-tools.ts';
import { planExport } from './plan-export.ts';

export interface MakeExportDeps {
  exports: ExportQueue;
  mediaTools: Pick<MediaTools, 'copy' | 'encodeBelow'>;
  storage: ClipStorage;
  /** Absolute path of a storage path. */
  pathOf: (storagePath: string) => string;
  describeFile: (path: string) => Promise<{ sizeBytes: number; checksum: string }>;
  createId: () => string;
  /** Progress that could not be written: work goes on. */
  onProgressLost: (error: unknown) => void;
  /** What went wrong, for the log; the person sees its code. */
  onFailed: (job: ExportJob, error: unknown) => void;
}

export type ExportOutcome = 'done' | 'gone' | 'failed';

/** Encoders miss their mark: this often a clip is encoded again, each time for less. */
const ATTEMPTS = 3;
const TIGHTER = 0.97;
/** Less often than this progress is not worth a write. */
const PROGRESS_STEP = 0.05;

/** Makes a copy of a clip below the size that was asked for. Repeating it changes nothing. */
export async function makeExport(deps: MakeExportDeps, job: ExportJob, signal: AbortSignal): Promise<ExportOutcome> {
  const work = await deps.exports.start(job);
  if (!work) return 'gone';
  const storagePath = work.source.storagePath.replace(/(\.compatible)?\.mp4$/, `.export-${deps.createId()}.mp4`);
  try {
    const size = await writeBelow(deps, work, deps.pathOf(storagePath), signal);
    if (await deps.exports.complete(job, { storagePath, mimeType: 'video/mp4', ...size })) return 'done';
    await deps.storage.remove([storagePath]);
    return 'gone';
  } catch (error) {
    await deps.storage.remove([storagePath]);
    // A worker that ends is nobody's failure: the next one does it.
    if (signal.aborted) throw error;
    deps.onFailed(job, error);
    await deps.exports.fail(job, error instanceof ReplayError ? error.code : 'CAPTURE_FAILED');
    return 'failed';
  }
}

async function writeBelow(deps: MakeExportDeps, work: ExportWork, output: string, signal: AbortSignal) {
  const input = deps.pathOf(work.source.storagePath);
  if (work.source.mayBeCopied && work.source.sizeBytes <= work.limitBytes) {
    await deps.mediaTools.copy({ input, output, signal });
    const copied = await deps.describeFile(output);
    if (copied.sizeBytes <= work.limitBytes) return copied;
  }
  let aimBytes = work.limitBytes;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const plan = planExport({ ...work, limitBytes: aimBytes });
    if (!plan) break;
    const onProgress = progressOf(deps, work);
    await deps.mediaTools.encodeBelow({ input, output, signal, plan, durationSeconds: work.durationSeconds, onProgress });
    const described = await deps.describeFile(output);
    if (described.sizeBytes <= work.limitBytes) return described;
    aimBytes = Math.floor(aimBytes * (work.limitBytes / described.sizeBytes) * TIGHTER);
  }
  throw new ReplayError('EXPORT_TOO_SMALL');
}

function progressOf(deps: MakeExportDeps, work: ExportWork): (fraction: number) => void {
  let told = 0;
  return (fraction) => {
    if (fraction - told < PROGRESS_STEP) return;
    told = fraction;
    deps.exports.noteProgress(work, fraction).catch(deps.onProgressLost);
  };
}
