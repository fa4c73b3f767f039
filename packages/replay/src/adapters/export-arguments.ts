import type { ExportPlan } from '../exports/plan-export.ts';
import type { FfmpegArguments } from './media-tools-arguments.ts';

/** An encoder that is sure of itself overshoots in bursts: this much over the mean, over this many seconds. */
const PEAK = 1.5;
const BURST_SECONDS = 2;

/** Both passes see the same pictures. */
function pictureArguments(plan: ExportPlan, passLog: string): string[] {
  const peakBps = Math.round(plan.videoBps * PEAK);
  return [
    ...['-map', '0:v:0', '-vf', `fps=${plan.framesPerSecond},scale=-2:'min(${plan.height},ih)':flags=bicubic`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-b:v', String(plan.videoBps)],
    ...['-maxrate', String(peakBps), '-bufsize', String(peakBps * BURST_SECONDS), '-passlogfile', passLog],
  ];
}

/** Looks at the pictures only. */
export function firstPassArguments(plan: ExportPlan, passLog: string): FfmpegArguments {
  return { input: [], output: [...pictureArguments(plan, passLog), '-pass', '1', '-an', '-f', 'null'] };
}

/** Writes the file, its sound as stereo AAC without holes. */
export function secondPassArguments(plan: ExportPlan, passLog: string): FfmpegArguments {
  const sound = ['-map', '0:a:0?', '-c:a', 'aac', '-ac', '2', '-b:a', String(plan.audioBps), '-af', 'aresample=async=1:first_pts=0'];
  return { input: [], output: [...pictureArguments(plan, passLog), '-pass', '2', ...sound, '-movflags', '+faststart', '-f', 'mp4'] };
}

/** The file as it is. */
export const copyArguments: FfmpegArguments = {
  input: [],
  output: ['-map', '0:v:0?', '-map', '0:a:0?', '-c', 'copy', '-movflags', '+faststart', '-f', 'mp4'],
};
