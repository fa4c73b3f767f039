// Plain JavaScript without dependencies: this runs on whatever Node (>= 20) a machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';
const pinnedNode = isWindows ? join(root, 'node_modules/node/bin/node.exe') : join(root, 'node_modules/node/bin/node');
const stampPath = join(root, 'node_modules/.reprise-install');

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Changes whenever the packages must be installed again. */
function installStamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function isInstalled() {
  return existsSync(pinnedNode) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === installStamp();
}

/** Installs the packages of the lockfile unless they are there, Node itself among them. */
function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed, this is ${process.versions.node}: https://nodejs.org`);
  if (isInstalled()) return;
  const startedAt = Date.now();
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stdout.write('Installing packages (first time: about a minute) ...\n');
  const { status, error, stdout } = spawnSync('npx', ['--yes', packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: isWindows,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CI: '1' },
  });
  if (error || status !== 0) {
    fail(`${error ? error.message : stdout.slice(-3000)}\nThe packages could not be installed (see above). Is the network reachable?`);
  }
  writeFileSync(stampPath, installStamp());
  process.stdout.write(`Installed packages in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

/**
 * Runs a TypeScript file of this repository on the pinned Node and ends with its exit code.
 * The file runs in a session of its own, so that Ctrl-C reaches it alone and it can end its children in order;
 * it notices by its closed IPC channel when this process was killed.
 */
export function runOnPinnedNode(script, args) {
  install();
  const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: !isWindows,
    env: { ...process.env, PATH: `${dirname(pinnedNode)}${isWindows ? ';' : ':'}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`${script} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
