/** One press in a process of its own: pins a window and cuts it; prints the milliseconds from pin to published clip. */
import { pinBuffer } from '../packages/replay/src/adapters/pin-buffer.ts';
import { writeClip } from '../packages/replay/src/adapters/clip-cutter.ts';

const [, , bufferDirectory = '', pinDirectory = '', path = '', startAt = '', endAt = ''] = process.argv;
const startedAt = performance.now();
const window = { startAt: Number(startAt), endAt: Number(endAt) };
const source = await pinBuffer({ bufferDirectory, pinDirectory, window, openSegments: [] });
await writeClip({ source, path, temporaryPath: `${path}.tmp` });
console.log((performance.now() - startedAt).toFixed(1));
