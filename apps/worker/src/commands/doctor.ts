import { z } from 'zod';
import { defineCommand } from './command.ts';
import { checkDatabase, checkQuotas, checkWorkers } from './doctor/check-database.ts';
import { checkLiveKit } from './doctor/check-livekit.ts';
import { checkMediaPrograms } from './doctor/check-media-programs.ts';
import { checkShare } from './doctor/check-share.ts';
import { attemptCheck, type Finding, toResult } from './findings.ts';
import { inspectDisks, inspectFiles } from './inspect-storage.ts';
import { switchOption } from './options.ts';

/** Looks at everything the product needs, from this machine. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Look at everything recordings and clips need, from this machine',
  details: `Joins a room of its own on the LiveKit server as a hidden recorder, the way recordings do, and tells what it found:
keys, version, the ICE pair, UDP and TCP, hairpins, the receive buffer and the clocks. Then the database, the workers,
FFmpeg, both disks, files without rows, rows without files, and quotas. Run it where the worker runs.
--fix repairs quotas, forgets pictures and renditions that are gone (renditions are made again), removes buffers
without a session, and moves files without a row to .orphans in the clip directory; no clip is ever deleted.
--synthetic also publishes a share of its own, records and captures it, and measures what comes out; it takes about
20 s and leaves nothing behind.`,
  options: [
    ['--fix', 'mend what can be mended'],
    ['--synthetic', 'record a share of its own, and measure the tail, sound against picture, and CPU'],
    ['--checksums', 'read every stored file and compare its SHA-256'],
  ],
  schema: z.object({ fix: switchOption, synthetic: switchOption, checksums: switchOption }),
  run: async (context, { fix, synthetic, checksums }) => {
    const findings: Finding[] = context.env.replay.notes.map((detail) => ({ check: 'environment', state: 'note', detail }));
    const add = async (check: string, run: () => Promise<Finding | Finding[]>): Promise<boolean> => {
      const found = await attemptCheck(check, run);
      findings.push(...found);
      return found.every(({ state }) => state !== 'problem');
    };
    const hasLiveKit = await add('LiveKit', () => checkLiveKit(context));
    const hasDatabase = await add('database', () => checkDatabase(context));
    await add('FFmpeg', checkMediaPrograms);
    await add('disks', () => inspectDisks(context));
    // What needs the rows says nothing more when there are none to be had.
    if (hasDatabase) {
      await add('workers', () => checkWorkers(context));
      await add('files', () => inspectFiles(context, { verifyChecksums: checksums, fix }));
      await add('quota drift', () => checkQuotas(context, fix));
    }
    if (synthetic && hasLiveKit) await add('clip of a share', () => checkShare(context));
    return toResult(findings);
  },
});
