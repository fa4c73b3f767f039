import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { defineCommand } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { formatBytes } from './output/format-values.ts';
import { collectBundle } from './support/collect-bundle.ts';
import { createRedactor } from './support/redact.ts';

/** Writes what somebody who helps needs to know. */
export const supportBundleCommand = defineCommand({
  name: 'support-bundle',
  summary: 'Write a file for whoever helps: versions, settings, doctor, sessions, metrics and logs, without secrets',
  details: `Values of secret variables are never written, wherever they appear; neither are passwords in addresses, tokens,
names and mail addresses of people. It is one JSON file: read it before you pass it on.`,
  options: [
    ['--to <file>', 'where to (default: reprise-support-<time>.json here)'],
    ['--log <files...>', 'log files whose last 512 KiB go in'],
  ],
  schema: z.object({ to: z.string().min(1).optional(), log: z.array(z.string()).default([]) }),
  run: async (context, { to, log }) => {
    const name = `reprise-support-${new Date(context.now()).toISOString().replace(/[:.]/g, '-')}.json`;
    const path = resolve(to ?? name);
    const bundle = createRedactor(context.variables)(await collectBundle(context, doctorCommand, log));
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    return {
      data: { path, bytes: text.length },
      text: `${path} (${formatBytes(text.length)}). Read it before you pass it on.`,
      problems: 0,
    };
  },
});
