import { inspectMediaPrograms } from '@reprise/replay/server';
import type { Finding } from '../findings.ts';

/** FFmpeg makes pictures and renditions; with Egress, clips too. */
export async function checkMediaPrograms(): Promise<Finding> {
  const check = 'FFmpeg';
  try {
    const { ffmpeg, ffprobe, missing } = await inspectMediaPrograms();
    if (missing.length > 0)
      return { check, state: 'problem', detail: `version ${ffmpeg} lacks the encoders ${missing.join(', ')}`, data: { ffmpeg, missing } };
    return { check, state: 'ok', detail: `FFmpeg ${ffmpeg}, ffprobe ${ffprobe}`, data: { ffmpeg, ffprobe } };
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { check, state: 'problem', detail: isAbsent ? 'ffmpeg or ffprobe is not on PATH: install the package ffmpeg' : String(error) };
  }
}
