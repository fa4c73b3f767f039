import type { ConcatenateTask, PictureTask } from '../ports/media-tools.ts';

/** Options of one FFmpeg run, before and after its single input. */
export interface FfmpegArguments {
  input: string[];
  output: string[];
}

/** Clips of this length have keyframes enough for a storyboard out of them alone, and decoding the rest costs seconds of a core. */
const keyframesSufficeSeconds = 55;
const storyboardTiles = 25;

/** One JPEG at a third of the clip, where something has happened already. */
export function posterArguments({ durationSeconds }: Pick<PictureTask, 'durationSeconds'>): FfmpegArguments {
  return {
    input: ['-ss', (durationSeconds / 3).toFixed(3)],
    output: ['-map', '0:v:0', '-frames:v', '1', '-vf', "scale='min(1280,iw)':-2", '-q:v', '3', '-update', '1', '-f', 'image2'],
  };
}

/** 25 pictures in one pass; 25 seeks would take twice as long. */
export function storyboardArguments({ durationSeconds }: Pick<PictureTask, 'durationSeconds'>): FfmpegArguments {
  const rate = (storyboardTiles / Math.max(0.1, durationSeconds)).toFixed(6);
  return {
    input: durationSeconds >= keyframesSufficeSeconds ? ['-skip_frame', 'nokey'] : [],
    output: [
      '-map',
      '0:v:0',
      '-frames:v',
      '1',
      '-vf',
      `fps=${rate}:start_time=0,scale=320:-2,tile=5x5`,
      '-q:v',
      '4',
      '-update',
      '1',
      '-f',
      'image2',
    ],
  };
}

/** Moves the list's time so that what is skipped lies before zero, which MP4's edit list hides. Names are relative to the list. */
export function concatenateArguments({
  skipSeconds,
  durationSeconds,
}: Pick<ConcatenateTask, 'skipSeconds' | 'durationSeconds'>): FfmpegArguments {
  return {
    input: ['-itsoffset', (-skipSeconds).toFixed(6), '-f', 'concat', '-safe', '0', '-protocol_whitelist', 'file,concat'],
    output: ['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', '-t', durationSeconds.toFixed(6), '-movflags', '+faststart', '-f', 'mp4'],
  };
}

/** ffprobe's, all of them. */
export function probeArguments(path: string): string[] {
  return [
    '-v',
    'error',
    '-show_entries',
    'format=duration,size:stream=codec_type,codec_name,start_time,width,height,channels',
    '-of',
    'json',
    path,
  ];
}
