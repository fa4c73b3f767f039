import { findExecutable } from './find-executable.ts';

/** What keeps a headless Chromium quiet and lets it share a tab; also needed as root. */
export const chromiumArguments = ['--no-sandbox', '--disable-background-networking', '--disable-quic'];

/** The same for pages that play and share media in the background: no click needed before sound, no slower timers when covered. */
export const mediaChromiumArguments = [
  ...chromiumArguments,
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/**
 * The Chromium that tests use: the system's own, never a download.
 * @throws Error that says how to install one
 */
export function findChromium(): string {
  const path = findExecutable('chromium', 'chromium-browser', 'google-chrome', 'chrome');
  if (path === undefined) throw new Error('Chromium is needed: install it with your package manager (Debian: apt-get install chromium)');
  return path;
}
