import { createPrismaOperatorStore, measureStorage } from '@reprise/replay/server';
import { z } from 'zod';
import { defineCommand } from './command.ts';
import { formatTable, right } from './output/format-table.ts';
import { formatBytes } from './output/format-values.ts';

/** Tells who keeps how much, and what the disks have left. */
export const diskUsageCommand = defineCommand({
  name: 'disk-usage',
  summary: 'Tell how much each person keeps, and what the disks have left',
  options: [],
  schema: z.object({}),
  run: async ({ db, env }) => {
    const { buffer, storage } = env.replay.paths;
    const [people, bufferDisk, clipDisk] = await Promise.all([
      createPrismaOperatorStore(db).listUsage(),
      measureStorage(buffer),
      measureStorage(storage),
    ]);
    const disks = [
      { use: 'buffers', path: buffer, ...bufferDisk },
      { use: 'clips', path: storage, ...clipDisk },
    ];
    const sum = (read: (person: (typeof people)[number]) => number): number => people.reduce((total, person) => total + read(person), 0);
    const total = { clips: sum((p) => p.clips), clipBytes: sum((p) => p.clipBytes), bufferBytes: sum((p) => p.bufferBytes) };
    const rows = people.map((person) => [
      person.name,
      person.email,
      String(person.clips),
      formatBytes(person.clipBytes),
      formatBytes(person.bufferBytes),
    ]);
    rows.push(['all', '', String(total.clips), formatBytes(total.clipBytes), formatBytes(total.bufferBytes)]);
    const text = [
      formatTable(['person', 'address', right('clips'), right('clip files'), right('buffers')], rows),
      formatTable(
        ['disk of', 'state', right('free'), right('size'), 'path'],
        disks.map((disk) => [disk.use, disk.state, formatBytes(disk.freeBytes), formatBytes(disk.totalBytes), disk.path]),
      ),
    ].join('\n\n');
    return { data: { people, total, disks }, text, problems: disks.filter((disk) => disk.state !== 'ok').length };
  },
});
