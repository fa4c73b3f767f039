// `npm test`: everything that must always hold.
import process from 'node:process';
import { runOnPinnedNode } from './bootstrap.mjs';

runOnPinnedNode('scripts/test.ts', process.argv.slice(2));
