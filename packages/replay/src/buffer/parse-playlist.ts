import { parseMediaPlaylist, PlaylistUnreadableError } from '@reprise/recorder/cmaf';
import { join } from 'node:path';
import { z } from 'zod';
import type { BufferSegment, BufferTrack } from './buffer-track.ts';

/** Names in a playlist are plain file names beside it: no way out of the buffer. */
const fileName = z.string().regex(/^[\w-][\w.-]*$/, 'not a plain file name');
const segmentSchema = z.object({
  uri: fileName,
  mapUri: fileName.optional(),
  durationSeconds: z
    .number()
    .nonnegative()
    .max(3600 * 24),
  programDateTimeMs: z.number().optional(),
  discontinuity: z.boolean(),
  independent: z.boolean(),
});

export interface PlaylistSource {
  name: string;
  kind: BufferTrack['kind'];
  /** Absolute directory that the names are relative to. */
  directory: string;
  /** Added to every PROGRAM-DATE-TIME, ms; Egress stamps its segments late (see {@link egressClockOffsetMs}). */
  clockOffsetMs?: number;
  /** Size of a listed file in bytes, undefined when it is not there. */
  sizeOf: (fileName: string) => number | undefined;
}

/** Egress takes PROGRAM-DATE-TIME 0.6 to 0.9 s after the first frame's true time (egress 1.14, measured). */
export const egressClockOffsetMs = -750;

/**
 * The index of one track, out of its playlist. EXTINF and PROGRAM-DATE-TIME are the truth about time; a segment without
 * its own date continues the one before. Listed files that are missing are left out: they show as a gap.
 * @throws PlaylistUnreadableError: not readable now, try again
 */
export function parsePlaylist(text: string, source: PlaylistSource): { track: BufferTrack; ended: boolean } {
  const playlist = parseMediaPlaylist(text);
  const segments: BufferSegment[] = [];
  let epoch = playlist.discontinuitySequence;
  let expectedAt: number | undefined;
  for (const listed of playlist.segments) {
    const parsed = segmentSchema.safeParse(listed);
    if (!parsed.success) throw new PlaylistUnreadableError(`${listed.uri}: ${z.prettifyError(parsed.error)}`);
    const { uri, mapUri, durationSeconds, programDateTimeMs, discontinuity, independent } = parsed.data;
    if (discontinuity) epoch++;
    const startsAt = programDateTimeMs === undefined ? expectedAt : programDateTimeMs + (source.clockOffsetMs ?? 0);
    if (startsAt === undefined) throw new PlaylistUnreadableError(`${uri} has no date`);
    const endsAt = startsAt + durationSeconds * 1000;
    expectedAt = endsAt;
    const bytes = source.sizeOf(uri);
    if (bytes === undefined) continue;
    segments.push({
      path: join(source.directory, uri),
      ...(mapUri === undefined ? {} : { initPath: join(source.directory, mapUri) }),
      epoch,
      startsAt,
      endsAt,
      bytes,
      discontinuity,
      independent,
    });
  }
  return { track: { name: source.name, kind: source.kind, segments }, ended: playlist.ended };
}
