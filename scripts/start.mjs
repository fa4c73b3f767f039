// `npm start`: sets everything up and runs Reprise on this machine.
import process from 'node:process';
import { runOnPinnedNode } from './bootstrap.mjs';

runOnPinnedNode('scripts/serve.ts', process.argv.slice(2));
