/**
 * Waits beside a running stack for its supervisor to end; when that happened without a shutdown (kill -9), ends the
 * processes it left behind. Usage: node reaper.ts <path of the run record>; standard input is the supervisor's pipe.
 */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { endStaleRun } from './run-record.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('Which run record?');
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
process.stdin.on('end', () => {
  // A supervisor that is only just gone may still be in the process table.
  void delay(300).then(() => endStaleRun(path, 8_000));
});
process.stdin.resume();
