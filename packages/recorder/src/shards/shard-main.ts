/** Entry of a shard process: some recordings, away from everything that could hold their event loop. */
import { createLoadMeter } from './measure-load.ts';
import { createShardHost } from './shard-host.ts';
import { type FromShard, isToShard } from './shard-messages.ts';

const LOAD_PERIOD_MS = 2_000;
/** Files that cannot be closed by then are left as after a crash, which their next writer copes with. */
const CLOSE_TIMEOUT_MS = 3_000;

const host = createShardHost(send);
const measureLoad = createLoadMeter();

function send(message: FromShard): void {
  // A channel that closes under a message means that the parent is gone, which `disconnect` handles.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
  await host.close();
  process.exit(0);
}

process.on('message', (message) => {
  if (isToShard(message)) host.onMessage(message);
});
process.on('disconnect', () => void end());
process.on('SIGTERM', () => void end());
// Ctrl-C reaches the whole process group; the parent says when to end.
process.on('SIGINT', () => undefined);
// Fifteen other recordings must not pay for one stray error.
process.on('uncaughtException', (error) => console.error('Stray error in a recorder shard', error));
process.on('unhandledRejection', (error) => console.error('Stray rejection in a recorder shard', error));

setInterval(() => send({ type: 'load', load: measureLoad(host.recordings) }), LOAD_PERIOD_MS);
