import { OpenAPIHono, z } from '@hono/zod-openapi';
import { clipTitleSchema, clipViewSchema, deletedClipSchema, idSchema, messageViewSchema } from '@reprise/replay';
import { refuseInvalidInput } from './rest-errors.ts';
import { body, json, limited, type RestEnv, restRoute } from './rest-route.ts';
import { clipQuerySchema, restClipPageSchema } from './rest-schemas.ts';

const tags = ['clips'];
const params = z.object({ clipId: idSchema });

const list = restRoute({
  method: 'get',
  path: '/my-clips',
  tags,
  summary: 'Your clips, newest first',
  request: { query: clipQuerySchema },
  responses: { 200: json(restClipPageSchema, 'A page of clips') },
});
const get = restRoute({
  method: 'get',
  path: '/clips/{clipId}',
  tags,
  summary: 'A clip',
  request: { params },
  responses: { 200: json(clipViewSchema, 'Clip') },
});
const rename = restRoute({
  method: 'patch',
  path: '/clips/{clipId}',
  tags,
  summary: 'Rename one of your clips',
  request: { params, body: body(z.strictObject({ title: clipTitleSchema })) },
  responses: { 200: json(clipViewSchema, 'Clip') },
});
const share = restRoute({
  method: 'post',
  path: '/clips/{clipId}/share',
  tags,
  summary: 'Post one of your clips in a text channel',
  middleware: limited('share'),
  request: { params, body: body(z.strictObject({ channelId: idSchema })) },
  responses: { 200: json(messageViewSchema, 'The message that carries it') },
});
const remove = restRoute({
  method: 'delete',
  path: '/clips/{clipId}',
  tags,
  summary: 'Delete one of your clips with its files',
  request: { params },
  responses: { 200: json(deletedClipSchema, 'What it gave back') },
});

/** The library. */
export const clipRoutes = new OpenAPIHono<RestEnv>({ defaultHook: refuseInvalidInput })
  .openapi(list, async (c) => {
    const { offset, ...query } = c.req.valid('query');
    const { clips, total, hasMore } = await c.var.replay.listClips(c.var.actor, { ...query, cursor: offset });
    return c.json({ clips, total, hasMore }, 200);
  })
  .openapi(get, async (c) => c.json(await c.var.replay.getClip(c.var.actor, c.req.valid('param').clipId), 200))
  .openapi(rename, async (c) => {
    const { clipId } = c.req.valid('param');
    return c.json(await c.var.replay.renameClip(c.var.actor, clipId, c.req.valid('json').title), 200);
  })
  .openapi(share, async (c) => {
    const { clipId } = c.req.valid('param');
    return c.json(await c.var.replay.shareClip(c.var.actor, clipId, c.req.valid('json').channelId), 200);
  })
  .openapi(remove, async (c) => c.json(await c.var.replay.deleteClip(c.var.actor, c.req.valid('param').clipId), 200));
