import { dependentTag } from './media-playlist.ts';

/** A media playlist as text says it, ours or another writer's. */
export interface ParsedPlaylist {
  mediaSequence: number;
  discontinuitySequence: number;
  ended: boolean;
  segments: ParsedSegment[];
}

export interface ParsedSegment {
  uri: string;
  /** EXTINF, seconds. */
  durationSeconds: number;
  /** PROGRAM-DATE-TIME of this segment, ms since the Unix epoch. */
  programDateTimeMs?: number;
  mapUri?: string;
  /** EXT-X-DISCONTINUITY stands before it. */
  discontinuity: boolean;
  independent: boolean;
}

/** The text is no whole playlist: cut off while its writer was rewriting it, or something else. Reading again may help. */
export class PlaylistUnreadableError extends Error {
  override name = 'PlaylistUnreadableError';
}

const number = (value: string): number => {
  const parsed = Number(value);
  if (value.trim() === '' || !Number.isFinite(parsed) || parsed < 0) throw new PlaylistUnreadableError(`Not a number: "${value}"`);
  return parsed;
};

/**
 * Reads a media playlist (RFC 8216 4.3), strict about what index and recovery rely on and silent about unknown tags.
 * @throws PlaylistUnreadableError when it is truncated (no final newline, a tag without its segment) or malformed
 */
export function parseMediaPlaylist(text: string): ParsedPlaylist {
  if (!text.startsWith('#EXTM3U')) throw new PlaylistUnreadableError('Not a playlist');
  if (!text.endsWith('\n')) throw new PlaylistUnreadableError('The last line is cut off');
  const playlist: ParsedPlaylist = { mediaSequence: 0, discontinuitySequence: 0, ended: false, segments: [] };
  let mapUri: string | undefined;
  let next: { duration?: number; time?: number; discontinuity?: boolean; dependent?: boolean } = {};
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const tag = line.startsWith('#') && colon > 0 ? line.slice(0, colon) : line;
    const value = line.slice(colon + 1);
    if (tag === '#EXT-X-MEDIA-SEQUENCE') playlist.mediaSequence = number(value);
    else if (tag === '#EXT-X-DISCONTINUITY-SEQUENCE') playlist.discontinuitySequence = number(value);
    else if (tag === '#EXT-X-ENDLIST') playlist.ended = true;
    else if (tag === '#EXT-X-DISCONTINUITY') next.discontinuity = true;
    else if (tag === dependentTag) next.dependent = true;
    else if (tag === '#EXTINF') next.duration = number(value.split(',', 1)[0] ?? '');
    else if (tag === '#EXT-X-PROGRAM-DATE-TIME') next.time = dateTime(value);
    else if (tag === '#EXT-X-MAP') mapUri = quoted(value, 'URI');
    else if (!line.startsWith('#')) {
      if (next.duration === undefined) throw new PlaylistUnreadableError(`No EXTINF before ${line}`);
      playlist.segments.push({
        uri: line,
        durationSeconds: next.duration,
        ...(next.time === undefined ? {} : { programDateTimeMs: next.time }),
        ...(mapUri === undefined ? {} : { mapUri }),
        discontinuity: next.discontinuity ?? false,
        independent: !next.dependent,
      });
      next = {};
    }
  }
  if (next.duration !== undefined || next.time !== undefined) throw new PlaylistUnreadableError('The last segment is missing');
  return playlist;
}

/** Fractions may be trimmed to one digit or none: `:38.66Z` is 660 ms. */
function dateTime(value: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new PlaylistUnreadableError(`Not a date: "${value}"`);
  return time;
}

function quoted(attributes: string, name: string): string {
  const value = new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(attributes)?.[1];
  if (value === undefined) throw new PlaylistUnreadableError(`No ${name} in "${attributes}"`);
  return value;
}
