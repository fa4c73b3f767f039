import { findExecutable } from './find-executable.ts';

/** What keeps a headless Chromium quiet and lets it share a tab; also needed as root. */
export const chromiumArguments = ['--no-sandbox', '--disable-background-networking', '--disable-quic'];

/**
 * The Chromium that tests use: the system's own, never a download.
 * @throws Error that says how to install one
 */
export function findChromium(): string {
  const path = findExecutable('chromium', 'chromium-browser', 'google-chrome', 'chrome');
  if (path === undefined) throw new Error('Chromium is needed: install it with your package manager (Debian: apt-get install chromium)');
  return path;
}
