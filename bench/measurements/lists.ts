import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDb, type Db } from '@reprise/db';
import { freePort, startEmbeddedPostgres } from '@reprise/db/embedded';
import { migrate } from '@reprise/db/migrate';
import type { ClipPageInput } from '@reprise/replay';
import { createPrismaStores, createReplay } from '@reprise/replay/server';
import { z } from 'zod';
import type { Measurement, Row } from '../measurement.ts';
import { seedLibrary, sizes } from '../support/seed-library.ts';
import { describeSpread, quantile } from '../support/statistics.ts';

const REPEATS = 60;
const unexpected = (): never => {
  throw new Error('A list asks the database only');
};
const planSchema = z.array(
  z.object({ 'QUERY PLAN': z.array(z.object({ 'Planning Time': z.number(), 'Execution Time': z.number() }).loose()) }),
);

interface Statement {
  sql: string;
  parameters: unknown[];
}

/** The lists people wait for, in a large installation: EXPLAIN (ANALYZE, BUFFERS) of the very statements the product sends. */
export const lists: Measurement = {
  name: 'lists',
  title: 'Pages of lists with a million clips',
  async run(context) {
    const { directory } = context;
    await chmod(directory, 0o755); // user postgres walks through it
    const server = await startEmbeddedPostgres(join(directory, 'lists'), await freePort());
    const statements: Statement[] = [];
    try {
      await migrate(server.url);
      const db = createDb(server.url, {
        max: 4,
        onQuery: (sql, parameters) => statements.push({ sql, parameters: z.array(z.unknown()).parse(JSON.parse(parameters)) }),
      });
      try {
        context.say(`seeding ${sizes.clips} clips, ${sizes.sessions} sessions, ${sizes.messages} messages`);
        const at = await seedLibrary(db);
        const replay = createReplay({
          ...createPrismaStores(db),
          rooms: { findShare: unexpected, isInRoom: unexpected },
          presences: { list: unexpected },
          posters: { make: unexpected },
          tokens: { url: '', createToken: unexpected },
          signals: { waitFor: unexpected },
          storage: { remove: unexpected },
          recorder: 'direct',
          defaultQuotaBytes: 0,
          bufferDurationMs: 600_000,
          now: () => new Date(),
        });
        const as = (userId: string) => ({ userId, isInstanceAdmin: false });
        const clips = (userId: string, cursor: number, communityId?: string) => () =>
          replay.listClips(as(userId), { limit: 20, cursor, ...(communityId !== undefined && { communityId }) });
        const chosen = (userId: string, cursor: number, choice: Partial<Pick<ClipPageInput, 'search' | 'sort' | 'from' | 'until'>>) => () =>
          replay.listClips(as(userId), { limit: 20, cursor, ...choice });
        const monthAgo = new Date(Date.now() - 30 * 24 * 60 * 60_000).toISOString();
        const messages = (cursor?: string) => () => replay.listMessages(as(at.coldUserId), { channelId: at.channelId, limit: 50, cursor });
        const asked: Array<[name: string, ask: () => Promise<unknown>]> = [
          [`my clips, ${sizes.hotClips} of them, first page`, clips(at.hotUserId, 0)],
          [`my clips, ${sizes.hotClips} of them, last page`, clips(at.hotUserId, sizes.hotClips - 20)],
          ['my clips of one community, last page', clips(at.hotUserId, 6_600, 'small')],
          ['my clips, some 490 of them, first page', clips(at.coldUserId, 0)],
          ['my clips, some 490 of them, last page', clips(at.coldUserId, 470)],
          ['my clips, a word in 400 of their titles', chosen(at.hotUserId, 0, { search: 'GOAL' })],
          ['my clips, a word in none of their titles', chosen(at.hotUserId, 0, { search: 'nothing like it' })],
          ['my clips, two letters in nearly all of their titles', chosen(at.hotUserId, 0, { search: 'li' })],
          ['my clips, longest first, last page', chosen(at.hotUserId, sizes.hotClips - 20, { sort: 'longest' })],
          ['my clips, largest first, first page', chosen(at.hotUserId, 0, { sort: 'largest' })],
          ['my clips of the last month, oldest first', chosen(at.hotUserId, 0, { from: monthAgo, sort: 'oldest' })],
          [`what ${sizes.hotClips} clips take`, () => replay.getQuotaUsage(as(at.hotUserId))],
          ["a call's status", () => replay.getRoomStatus(as(at.coldUserId), at.roomName)],
          [`a channel of ${sizes.hotMessages} messages, first page`, messages()],
          [`a channel of ${sizes.hotMessages} messages, last page`, messages(at.lastPageCursor)],
        ];
        const rows: Row[] = [];
        const plans: Record<string, unknown> = {};
        for (const [name, ask] of asked) {
          const { row, plan } = await measure(db, statements, name, ask);
          rows.push(row);
          plans[name] = plan;
        }
        await writeFile(join(import.meta.dirname, '..', 'out', 'lists-plans.json'), JSON.stringify(plans, undefined, 1));
        return rows;
      } finally {
        await db.$disconnect();
      }
    } finally {
      await server.stop();
    }
  },
};

/** Asks as the product does, then explains what it sent, again and again. */
async function measure(db: Db, statements: Statement[], name: string, ask: () => Promise<unknown>): Promise<{ row: Row; plan: unknown }> {
  const waitsMs: number[] = [];
  for (let index = 0; index < REPEATS; index += 1) {
    statements.length = 0;
    const from = performance.now();
    await ask();
    waitsMs.push(performance.now() - from);
  }
  const sent = [...statements];
  const timesMs: number[] = [];
  let plan: unknown;
  for (let index = 0; index < REPEATS; index += 1) {
    let sumMs = 0;
    const explained = [];
    for (const { sql, parameters } of sent) {
      const answer = planSchema.parse(await db.$queryRawUnsafe(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, ...parameters));
      const found = answer[0]?.['QUERY PLAN'][0];
      if (!found) throw new Error('No plan');
      sumMs += found['Planning Time'] + found['Execution Time'];
      explained.push({ sql, plan: found });
    }
    timesMs.push(sumMs);
    plan = explained;
  }
  const detail = `${describeSpread(timesMs, 'ms')} for its ${sent.length} statements, planned and executed; people wait ${describeSpread(waitsMs, 'ms')}`;
  return { row: { name, value: quantile(timesMs, 0.95), unit: 'ms (p95)', target: { atMost: 20 }, detail }, plan };
}
