/** Measures a share in a process of its own: the native publisher writes to stdout, and would keep a process alive. */
import { readEnv } from '../../env.ts';
import { messageOf } from '../describe-failure.ts';
import { measureShare } from './measure-share.ts';

const ending = new AbortController();
process.once('SIGTERM', () => ending.abort(new Error('Ended')));
const answer = await measureShare({
  env: readEnv(),
  say: (line) => void process.stderr.write(`${line}\n`),
  signal: ending.signal,
}).then(
  (measured) => ({ measured }),
  (error: unknown) => ({ problem: messageOf(error) }),
);
process.send?.(answer, () => process.exit(0));
