import { z } from 'zod';
import { defineCommand } from './command.ts';
import { attemptCheck, toResult } from './findings.ts';
import { inspectDisks, inspectFiles } from './inspect-storage.ts';
import { switchOption } from './options.ts';

/** Compares what the database says with what is on the disks. */
export const checkReplayStorageCommand = defineCommand({
  name: 'check-replay-storage',
  summary: 'Compare the rows of clips and buffers with the files on the disks',
  options: [
    ['--checksums', 'read every file and compare its SHA-256; takes as long as reading all clips'],
    ['--fix', 'mend what can be mended; nothing that could be a clip is deleted'],
  ],
  schema: z.object({ checksums: switchOption, fix: switchOption }),
  run: async (context, { checksums, fix }) =>
    toResult([
      ...(await attemptCheck('disks', () => inspectDisks(context))),
      ...(await attemptCheck('files', () => inspectFiles(context, { verifyChecksums: checksums, fix }))),
    ]),
});
