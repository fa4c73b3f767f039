import { createDb, type Db } from '@reprise/db';
import type { Actor, Replay, ReplayEnv } from '@reprise/replay';
import {
  createLiveBuffers,
  createLiveEventHub,
  createLiveKitCallPresence,
  createLiveKitCallRooms,
  createLiveKitCallTokens,
  createLocalClipStorage,
  createMediaTools,
  createPosterMaker,
  createPrismaStores,
  createReplay,
  createWebhookReader,
  type LiveBuffers,
  type LiveEventHub,
  signalCallHint,
  signalPresence,
} from '@reprise/replay/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Logger } from 'pino';
import { type Auth, createAuth } from './auth/create-auth.ts';
import { limitSignIn } from './auth/limit-sign-in.ts';
import type { ApiContext } from './context.ts';
import { errorMap } from './error-map.ts';
import { type ApiMetrics, createApiMetrics } from './create-api-metrics.ts';
import { clientAddress } from './rate-limits/client-address.ts';
import { createRateLimits } from './rate-limits/create-rate-limits.ts';
import { type LimitedAction, unlimited } from './rate-limits/rate-limits.ts';
import { createRest } from './rest/create-rest.ts';
import { appRouter } from './root.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { retryAfter } from './rate-limits/retry-after.ts';
import { traceRequests } from './trace-requests.ts';
import { toReplayError } from './trpc.ts';

export interface ApiOptions {
  env: ReplayEnv;
  /** Where browsers reach the product, such as http://localhost:3000. */
  baseUrl: string;
  trustedOrigins?: string[];
  /** Connections to PostgreSQL, at least 2; one more listens. */
  poolSize: number;
  /** Sign-in, start, stop, capture and share are limited by person and address; only tests that ask very often switch it off. */
  isRateLimited: boolean;
  version: string;
  log: Pick<Logger, 'error' | 'warn' | 'info'>;
}

/** Everything a web process serves beside pages and bytes. */
export interface Api {
  db: Db;
  replay: Replay;
  events: LiveEventHub;
  liveBuffers: LiveBuffers;
  metrics: ApiMetrics;
  auth: Auth;
  /** Who sends these headers, by cookie or bearer token. */
  findActor(headers: Headers): Promise<Actor | null>;
  createContext(headers: Headers, requestId?: string): Promise<ApiContext>;
  /** Serves /api/trpc. */
  handleTrpc(request: Request): Promise<Response>;
  /** Serves /livekit-replay. */
  handleRest(request: Request): Promise<Response>;
  /** Serves /api/auth. */
  handleAuth(request: Request): Promise<Response>;
  /** Counts a request of somebody who need not be signed in. @throws ReplayError RATE_LIMITED */
  takePublicRate(action: LimitedAction, headers: Headers): Promise<void>;
  /** Where a stored file is on this machine's disk. @throws ReplayError FILE_NOT_FOUND */
  pathOfFile(storagePath: string): string;
  close(): Promise<void>;
}

/** Composes the API of one process from its environment. */
export function createApi({ env, baseUrl, trustedOrigins, poolSize, isRateLimited, version, log }: ApiOptions): Api {
  const db = createDb(env.databaseUrl, { max: poolSize });
  const presences = createLiveKitCallPresence(env.liveKit);
  const events = createLiveEventHub({
    connectionString: env.databaseUrl,
    db,
    onError: (err) => log.warn({ err }, 'Live events are interrupted'),
    // Whichever process LiveKit told: every process asks anew.
    onEvent: (event) => {
      if (event.type === 'presence.changed') presences.forget(event.payload.roomName);
    },
  });
  const storage = createLocalClipStorage({
    root: env.paths.storage,
    onError: (err, storagePath) => log.error({ err, storagePath }, 'A clip file could not be removed'),
  });
  const replay = createReplay({
    ...createPrismaStores(db),
    rooms: createLiveKitCallRooms(env.liveKit),
    presences,
    tokens: createLiveKitCallTokens({ ...env.liveKit, url: env.liveKit.publicUrl }),
    signals: events,
    storage,
    posters: createPosterMaker(createMediaTools(), storage.pathOf),
    recorder: env.recorder,
    defaultQuotaBytes: env.defaultQuotaBytes,
    bufferDurationMs: env.bufferDurationMs,
    now: () => new Date(),
  });
  const metrics = createApiMetrics();
  const readWebhook = createWebhookReader(env.liveKit);
  const auth = createAuth({ db, secret: env.authSecret, baseUrl, isRateLimited, ...(trustedOrigins && { trustedOrigins }) });
  const rateLimits = isRateLimited ? createRateLimits({ connectionString: env.databaseUrl }) : unlimited;
  const findActor = async (headers: Headers, requestId?: string): Promise<Actor | null> => {
    const actor = await auth.findActor(headers);
    return actor && requestId !== undefined ? { ...actor, requestId } : actor;
  };
  const createContext = async (headers: Headers, requestId?: string): Promise<ApiContext> => ({
    actor: await findActor(headers, requestId),
    replay,
    events,
    rateLimits,
    address: clientAddress(headers),
    now: Date.now,
  });
  return {
    db,
    replay,
    events,
    liveBuffers: createLiveBuffers(env.paths.buffer, env.retentionMs),
    metrics,
    auth,
    findActor: auth.findActor,
    createContext,
    handleTrpc: traceRequests(log, (req, requestId) =>
      fetchRequestHandler({
        endpoint: '/api/trpc',
        req,
        router: appRouter,
        createContext: () => {
          refuseCrossSite(req.headers);
          return createContext(req.headers, requestId);
        },
        onError: ({ error, path }) => {
          metrics.failed(toReplayError(error) ?? error);
          if (!toReplayError(error) && error.code === 'INTERNAL_SERVER_ERROR')
            log.error({ err: error.cause ?? error, path, requestId }, 'A procedure failed');
        },
        // tRPC cannot say 507; a lone call can.
        responseMeta: ({ errors }) => {
          const refusal = errors.length === 1 && errors[0] ? toReplayError(errors[0]) : undefined;
          return refusal ? { status: errorMap[refusal.code].status, headers: retryAfter(refusal.details) } : {};
        },
      }),
    ),
    handleRest: traceRequests(
      log,
      createRest({
        replay,
        findActor,
        rateLimits,
        version,
        receiveWebhook: async (body, authorization) => {
          const { hint, presenceIn } = await readWebhook(body, authorization);
          if (hint) await signalCallHint(db, hint);
          if (presenceIn !== null) await signalPresence(db, presenceIn);
        },
        onFailed: metrics.failed,
        report: (err, where) => log.error({ err, ...where }, 'A request failed'),
      }),
    ),
    handleAuth: limitSignIn(auth.handle, rateLimits),
    takePublicRate: (action, headers) => rateLimits.take(action, { userId: null, address: clientAddress(headers) }),
    pathOfFile: (storagePath) => storage.pathOf(storagePath),
    close: async () => {
      await events.close();
      await rateLimits.close();
      await db.$disconnect();
    },
  };
}
