import { adminRouter } from './routers/admin.ts';
import { callsRouter } from './routers/calls.ts';
import { capturesRouter } from './routers/captures.ts';
import { channelsRouter } from './routers/channels.ts';
import { clipsRouter } from './routers/clips.ts';
import { clockRouter } from './routers/clock.ts';
import { communitiesRouter } from './routers/communities.ts';
import { eventsRouter } from './routers/events.ts';
import { exportsRouter } from './routers/exports.ts';
import { linksRouter } from './routers/links.ts';
import { meRouter } from './routers/me.ts';
import { messagesRouter } from './routers/messages.ts';
import { quotaRouter } from './routers/quota.ts';
import { sessionsRouter } from './routers/sessions.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Everything the pages ask for. */
export const appRouter = router({
  admin: adminRouter,
  calls: callsRouter,
  captures: capturesRouter,
  channels: channelsRouter,
  clips: clipsRouter,
  clock: clockRouter,
  communities: communitiesRouter,
  events: eventsRouter,
  exports: exportsRouter,
  links: linksRouter,
  me: meRouter,
  messages: messagesRouter,
  quota: quotaRouter,
  sessions: sessionsRouter,
});

/** The type the browser's client is made from. */
export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP: `createCaller(context).sessions.start(...)`. */
export const createCaller = createCallerFactory(appRouter);
