import { once } from 'node:events';
import { start } from 'node:repl';
import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import type { Replay } from '@reprise/replay';
import {
  createLiveEventHub,
  createLiveKitCallPresence,
  createLiveKitCallRooms,
  createLiveKitCallTokens,
  createLocalClipStorage,
  createMediaTools,
  createPosterMaker,
  createPrismaStores,
  createReplay,
  findUserPermissions,
  type LiveEventHub,
} from '@reprise/replay/server';
import { z } from 'zod';
import { type CommandContext, defineCommand } from './command.ts';

/** A prompt with the product in it. */
export const consoleCommand = defineCommand({
  name: 'console',
  summary: 'Open a prompt with the database and the product’s own functions',
  details: `There are:
  db                            the Prisma client:  await db.egressSession.findMany({ where: { status: 'active' } })
  replay                        what the API calls: await replay.getUserQuota(admin, '<user id>')
  admin                         an actor who may everything
  findUserPermissions(userId)   why somebody was refused
  env                           the settings, without secrets`,
  options: [['--eval <expression>', 'print what this gives, and end']],
  schema: z.object({ eval: z.string().min(1).optional() }),
  run: async (context, { eval: expression }) => {
    const hub = createLiveEventHub({
      connectionString: context.env.replay.databaseUrl,
      db: context.db,
      onError: (error) => context.say(String(error)),
    });
    try {
      const globals = createGlobals(context, hub);
      if (expression !== undefined) {
        const value: unknown = await runInContext(`(async () => (${expression}\n))()`, createContext({ ...globals, console }));
        return { data: value ?? null, text: inspect(value, { depth: 6 }), problems: 0 };
      }
      const prompt = start({ prompt: 'replay> ' });
      Object.assign(prompt.context, globals);
      await once(prompt, 'exit');
      return { data: null, text: '', problems: 0 };
    } finally {
      await hub.close();
    }
  },
});

function createGlobals({ db, env: { replay: env }, say }: CommandContext, signals: LiveEventHub) {
  const stores = createPrismaStores(db);
  const storage = createLocalClipStorage({ root: env.paths.storage, onError: (error, path) => say(`${path}: ${String(error)}`) });
  const replay: Replay = createReplay({
    ...stores,
    rooms: createLiveKitCallRooms(env.liveKit),
    tokens: createLiveKitCallTokens({ ...env.liveKit, url: env.liveKit.publicUrl }),
    signals,
    storage,
    presences: createLiveKitCallPresence(env.liveKit),
    posters: createPosterMaker(createMediaTools(), storage.pathOf),
    recorder: env.recorder,
    defaultQuotaBytes: env.defaultQuotaBytes,
    bufferDurationMs: env.bufferDurationMs,
    now: () => new Date(),
  });
  const { paths, recorder, bufferDurationMs, retentionMs, segmentDurationMs, graceMs, defaultQuotaBytes } = env;
  const settings = { paths, recorder, bufferDurationMs, retentionMs, segmentDurationMs, graceMs, defaultQuotaBytes };
  return {
    db,
    replay,
    admin: { userId: 'operator', isInstanceAdmin: true },
    findUserPermissions: (userId: string) => findUserPermissions(stores, userId),
    env: { ...settings, liveKit: { url: env.liveKit.url, publicUrl: env.liveKit.publicUrl } },
  };
}
