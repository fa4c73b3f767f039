import type { FfmpegArguments } from './media-tools-arguments.ts';

/** How the picture of a clip gets into a rendition that holds nothing before the clip's start. */
export type RenditionPlan =
  /** It begins with a keyframe: copied. */
  | { video: 'copy' }
  /** Encoded up to this keyframe, copied from there on. Seconds of the clip. */
  | { video: 'splice'; keyframeSeconds: number }
  /** No H.264, or no keyframe soon: encoded. */
  | { video: 'encode' };

/** What is read of a file to plan: the longest first group of pictures that is looked for. */
const LOOK_SECONDS = 60;
/** Times are printed with six decimals. */
const SLACK_SECONDS = 0.001;

/** Asks ffprobe for the codec and the first packets of the picture. */
export function packetArguments(path: string): string[] {
  const entries = 'packet=pts_time,flags:stream=codec_name';
  return ['-v', 'error', '-select_streams', 'v:0', '-read_intervals', `%+${LOOK_SECONDS}`, '-show_entries', entries, '-of', 'csv', path];
}

/**
 * Plans from the lines of {@link packetArguments}: packets before the start, which an edit list hides, carry the flag D
 * or a negative time. A clip without picture is copied.
 */
export function planRendition(csv: string): RenditionPlan {
  const lines = csv.split('\n').map((line) => line.trim().split(','));
  const codec = lines.find(([kind]) => kind === 'stream')?.[1];
  if (codec === undefined) return { video: 'copy' };
  if (codec !== 'h264') return { video: 'encode' };
  const packets = lines
    .filter(([kind]) => kind === 'packet')
    .map(([, time = '', flags = '']) => ({ seconds: Number(time), isKey: flags.includes('K'), isHidden: flags.includes('D') }));
  const isShown = (packet: { seconds: number; isHidden: boolean }): boolean => !packet.isHidden && packet.seconds > -SLACK_SECONDS;
  if (packets.every(isShown)) return { video: 'copy' };
  const keyframe = packets.find((packet) => packet.isKey && isShown(packet));
  return keyframe ? { video: 'splice', keyframeSeconds: keyframe.seconds } : { video: 'encode' };
}

const encodeVideo = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-bf', '0', '-pix_fmt', 'yuv420p'];
/** Pictures keep their own times; none is added or dropped. */
const keepTimes = ['-fps_mode', 'passthrough', '-enc_time_base', '-1', '-video_track_timescale', '90000'];
/** AAC-LC; holes in the sound's time are filled, so that both stay together. */
const encodeAudio = ['-c:a', 'aac', '-b:a', '128k', '-af', 'aresample=async=1:first_pts=0'];

/** The pictures before the first keyframe, as a file of their own. */
export function headArguments(keyframeSeconds: number): FfmpegArguments {
  const until = (keyframeSeconds - SLACK_SECONDS).toFixed(6);
  return { input: [], output: ['-map', '0:v:0', '-an', '-t', until, ...encodeVideo, ...keepTimes, '-f', 'mp4'] };
}

/** Whether pictures come before the first keyframe: not when the clip begins with it, behind hidden ones. */
export function needsHead(keyframeSeconds: number): boolean {
  return keyframeSeconds > SLACK_SECONDS;
}

/** A list for FFmpeg's concat demuxer: the encoded head, if there is one, then the clip from its first keyframe on. */
export function spliceList(head: string | null, clip: string, keyframeSeconds: number): string {
  // Seeking a little behind the keyframe finds it whatever was rounded; the head is that much longer instead.
  const at = (keyframeSeconds + SLACK_SECONDS).toFixed(6);
  const first = head === null ? [] : [`file ${quote(head)}`, `duration ${at}`];
  return ['ffconcat version 1.0', ...first, `file ${quote(clip)}`, `inpoint ${at}`, ''].join('\n');
}

/** Joins the list's picture, as it is, and the second input's sound. */
export function spliceArguments(): FfmpegArguments {
  const output = ['-map', '0:v:0', '-map', '1:a:0?', '-c:v', 'copy', ...encodeAudio, '-movflags', '+faststart', '-f', 'mp4'];
  return { input: ['-f', 'concat', '-safe', '0'], output };
}

/** One input in one go, its picture copied or encoded. */
export function wholeArguments(video: 'copy' | 'encode'): FfmpegArguments {
  const picture = video === 'copy' ? ['-c:v', 'copy'] : [...encodeVideo, ...keepTimes];
  return { input: [], output: ['-map', '0:v:0?', '-map', '0:a:0?', ...picture, ...encodeAudio, '-movflags', '+faststart', '-f', 'mp4'] };
}

/** Source: FFmpeg's own quoting rules. */
function quote(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
