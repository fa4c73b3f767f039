import { readParts } from '@reprise/recorder/cmaf';
import { spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import type { BufferSegment } from '../buffer/index.ts';

const timeoutMs = 10_000;
const widthPixels = 240;
/** A thumbnail is some 10 kB; whatever is far beyond that is not one. */
const longestBytes = 1_000_000;

/**
 * A JPEG of a segment's first picture. Only its first part is read, and the decoder gives way to everything else on the
 * machine. Undefined: the segment does not begin with a keyframe, or retention was faster.
 * @throws Error when FFmpeg fails
 */
export async function makeKeyframeThumbnail(segment: Pick<BufferSegment, 'path' | 'initPath'>): Promise<Buffer | undefined> {
  const media = await readKeyframe(segment.path);
  if (!media || segment.initPath === undefined) return undefined;
  return runFfmpeg(Buffer.concat([await readFile(segment.initPath), media]));
}

async function readKeyframe(path: string): Promise<Buffer | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const [part] = readParts(file.fd, (await stat(path)).size);
    if (!part || part.keyframes[0] !== 1) return undefined;
    const bytes = Buffer.allocUnsafe(part.endOffset);
    await file.read(bytes, 0, bytes.length, 0);
    return bytes;
  } finally {
    await file.close();
  }
}

function runFfmpeg(input: Buffer): Promise<Buffer> {
  const output = ['-frames:v', '1', '-vf', `scale=${widthPixels}:-2`, '-q:v', '6', '-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'];
  const child = spawn('ffmpeg', ['-v', 'error', '-threads', '1', '-f', 'mp4', '-i', 'pipe:0', ...output], { timeout: timeoutMs });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const picture: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => picture.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  // It hangs up as soon as it has its picture.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const bytes = Buffer.concat(picture);
      if (code === 0 && bytes.length > 0 && bytes.length < longestBytes) resolve(bytes);
      else reject(new Error(`FFmpeg made no picture (${String(code)}): ${Buffer.concat(complaints).toString().slice(-500)}`));
    });
  });
}
