import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findExecutable } from './find-executable.ts';
import type { Progress } from './progress.ts';
import { runOrThrow } from './run-command.ts';

/** The release that is built or pulled when the machine has none. */
export const livekitVersion = 'v1.11.0';

/** How a LiveKit server is started: its command, to which the path of its configuration is appended. */
export interface LivekitProgram {
  command: string;
  args: (configPath: string) => string[];
  /** Said to people. */
  origin: string;
}

const exe = process.platform === 'win32' ? '.exe' : '';

/** Where programs are kept between checkouts. */
export function cacheDirectory(): string {
  return process.env['REPRISE_CACHE'] ?? join(homedir(), '.cache', 'reprise');
}

/**
 * Finds a LiveKit server: on PATH, in the cache, built with Go into the cache, or the official image.
 * @throws Error that says how to get one
 */
export async function findLivekitProgram(progress: Progress, signal?: AbortSignal): Promise<LivekitProgram> {
  const onPath = findExecutable('livekit-server');
  if (onPath !== undefined) return asProgram(onPath, onPath);
  const cached = join(cacheDirectory(), 'bin', `livekit-server-${livekitVersion}${exe}`);
  if (existsSync(cached)) return asProgram(cached, cached);
  const go = findExecutable('go');
  if (go !== undefined) {
    await progress.step(`Building livekit-server ${livekitVersion} with Go (first time: about 75 s)`, () =>
      buildWithGo(go, cached, signal),
    );
    return asProgram(cached, `${cached} (built with Go)`);
  }
  const docker = findExecutable('docker', 'podman');
  if (docker !== undefined && process.platform === 'linux') return imageProgram(docker);
  throw new Error(
    [
      'A LiveKit server is needed and none was found. One of these helps; then start again:',
      '  macOS:   brew install livekit',
      '  Linux:   curl -sSL https://get.livekit.io | bash',
      '  Windows: download livekit-server.exe from https://github.com/livekit/livekit/releases and put it on PATH',
      '  any:     install Go (https://go.dev/dl), or set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET of a running one',
    ].join('\n'),
  );
}

function asProgram(command: string, origin: string): LivekitProgram {
  return { command, args: (configPath) => ['--config', configPath], origin };
}

/** Host networking, so that the server stays on loopback as configured; other systems' engines cannot do that. */
function imageProgram(docker: string): LivekitProgram {
  const image = `docker.io/livekit/livekit-server:${livekitVersion}`;
  return {
    command: docker,
    args: (configPath) => ['run', '--rm', '--network', 'host', '-v', `${configPath}:/livekit.yaml:ro`, image, '--config', '/livekit.yaml'],
    origin: image,
  };
}

/** Builds beside the target and renames, so that an interrupted build is never taken for a program. */
async function buildWithGo(go: string, target: string, signal: AbortSignal | undefined): Promise<void> {
  const directory = join(cacheDirectory(), 'bin');
  await mkdir(directory, { recursive: true });
  const temporary = await mkdtemp(join(directory, '.build-'));
  try {
    await runOrThrow(go, ['install', `github.com/livekit/livekit-server/cmd/server@${livekitVersion}`], {
      signal,
      env: { ...process.env, GOBIN: temporary, GOFLAGS: '' },
    });
    await rename(join(temporary, `server${exe}`), target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
