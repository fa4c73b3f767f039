import { OpenAPIHono, z } from '@hono/zod-openapi';
import {
  callTokenSchema,
  idSchema,
  roomSchema,
  roomStatusSchema,
  sessionSchema,
  startSessionInputSchema,
  stoppedSessionSchema,
} from '@reprise/replay';
import { refuseInvalidInput } from './rest-errors.ts';
import { body, json, limited, type RestEnv, restRoute } from './rest-route.ts';

const tags = ['sessions'];
const restTokenSchema = callTokenSchema.pick({ url: true, token: true, identity: true });

const rooms = restRoute({
  method: 'get',
  path: '/rooms',
  tags,
  summary: 'The calls you may join',
  responses: { 200: json(z.array(roomSchema), 'Calls') },
});
const token = restRoute({
  method: 'post',
  path: '/token',
  tags,
  summary: 'A short-lived LiveKit token for a call',
  request: { body: body(z.strictObject({ roomName: idSchema })) },
  responses: { 200: json(restTokenSchema, 'Token') },
});
const start = restRoute({
  method: 'post',
  path: '/start',
  tags,
  summary: 'Start the rolling buffer of your screen share',
  middleware: limited('start'),
  request: { body: body(startSessionInputSchema) },
  responses: { 201: json(sessionSchema, 'Session') },
});
const stop = restRoute({
  method: 'post',
  path: '/stop/{sessionId}',
  tags,
  summary: 'Stop your buffer and delete what it holds',
  middleware: limited('stop'),
  request: { params: z.object({ sessionId: idSchema }) },
  responses: { 200: json(stoppedSessionSchema, 'Stopped') },
});
const status = restRoute({
  method: 'get',
  path: '/status/{roomName}',
  tags,
  summary: 'The buffers that run in a call',
  request: { params: z.object({ roomName: idSchema }) },
  responses: { 200: json(z.array(roomStatusSchema), 'Buffers') },
});

/** Calls and their buffers. */
export const sessionRoutes = new OpenAPIHono<RestEnv>({ defaultHook: refuseInvalidInput })
  .openapi(rooms, async (c) => c.json(await c.var.replay.listRooms(c.var.actor), 200))
  .openapi(token, async (c) => {
    const { url, token, identity } = await c.var.replay.joinCall(c.var.actor, c.req.valid('json').roomName);
    return c.json({ url, token, identity }, 200);
  })
  .openapi(start, async (c) => c.json(await c.var.replay.startSession(c.var.actor, c.req.valid('json')), 201))
  .openapi(stop, async (c) => c.json(await c.var.replay.stopSession(c.var.actor, c.req.valid('param').sessionId), 200))
  .openapi(status, async (c) => c.json(await c.var.replay.getRoomStatus(c.var.actor, c.req.valid('param').roomName), 200));
