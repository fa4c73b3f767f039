import { join } from 'node:path';

/** What may be fetched of a capture's held media, and as what. */
const contentTypes: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/mp4',
  ts: 'video/mp2t',
};

/**
 * The file behind a URL below a capture's directory: at most one level down, plain names, known kinds only.
 * Anything else (dots, separators hidden in escapes, dot files) is undefined: there is no such file.
 */
export function resolvePinnedPath(directory: string, segments: readonly string[]): { path: string; contentType: string } | undefined {
  if (segments.length < 1 || segments.length > 2) return undefined;
  if (!segments.every((segment) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(segment) && segment.length <= 128)) return undefined;
  const extension = segments.at(-1)?.split('.').at(-1) ?? '';
  const contentType = Object.hasOwn(contentTypes, extension) ? contentTypes[extension] : undefined;
  return contentType === undefined ? undefined : { path: join(directory, ...segments), contentType };
}
