import process from 'node:process';
import { findExecutable } from './find-executable.ts';
import type { Progress } from './progress.ts';
import { runOrThrow } from './run-command.ts';

/** A command of the system and how people get it. */
export interface SystemCommand {
  /** Any of these names does. */
  names: string[];
  debianPackage: string;
  homebrewPackage: string;
  wingetPackage: string;
}

/** Cuts pictures and renditions, and is the oracle of the tests. */
export const ffmpegCommand: SystemCommand = {
  names: ['ffmpeg'],
  debianPackage: 'ffmpeg',
  homebrewPackage: 'ffmpeg',
  wingetPackage: 'Gyan.FFmpeg',
};

/** The browser of the end-to-end tests. */
export const chromiumCommand: SystemCommand = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'chrome'],
  debianPackage: 'chromium',
  homebrewPackage: '--cask chromium',
  wingetPackage: 'Hibbiki.Chromium',
};

/** Judges the alert rules and scrapes the metrics in tests; promtool comes with it. */
export const prometheusCommand: SystemCommand = {
  names: ['prometheus'],
  debianPackage: 'prometheus',
  homebrewPackage: 'prometheus',
  wingetPackage: 'Prometheus.Prometheus',
};

/**
 * Makes sure that a command is there: as root on Debian it is installed, anywhere else the error says how.
 * @throws Error with the command to type
 */
export async function ensureSystemCommand(command: SystemCommand, progress: Progress): Promise<void> {
  if (findExecutable(...command.names) !== undefined) return;
  const name = command.names[0] ?? command.debianPackage;
  const aptGet = findExecutable('apt-get');
  if (aptGet !== undefined && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await progress.step(`Installing ${name} with apt-get`, async () => {
      await runOrThrow(aptGet, ['update', '-q'], { env });
      await runOrThrow(aptGet, ['install', '-y', '-q', '--no-install-recommends', command.debianPackage], { env });
    });
    return;
  }
  throw new Error(
    [
      `${name} is needed and was not found on PATH. Install it and start again:`,
      `  Debian, Ubuntu: sudo apt-get install ${command.debianPackage}`,
      `  macOS:          brew install ${command.homebrewPackage}`,
      `  Windows:        winget install ${command.wingetPackage}`,
    ].join('\n'),
  );
}
