// Runs a TypeScript file of this repository on the pinned Node: node scripts/run.mjs <file> [arguments]
import process from 'node:process';
import { runOnPinnedNode } from './bootstrap.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Which file? node scripts/run.mjs <file> [arguments]\n');
  process.exit(2);
}
runOnPinnedNode(script, args);
