import { OpenAPIHono, z } from '@hono/zod-openapi';
import { communityConfigPatchSchema, communityConfigSchema, idSchema, userQuotaPatchSchema, userQuotaSchema } from '@reprise/replay';
import { refuseInvalidInput } from './rest-errors.ts';
import { body, json, type RestEnv, restRoute } from './rest-route.ts';

const tags = ['admin'];
const params = z.object({ id: idSchema });

const getConfig = restRoute({
  method: 'get',
  path: '/admin/community/{id}/config',
  tags,
  summary: "A community's replay settings",
  request: { params },
  responses: { 200: json(communityConfigSchema, 'Settings') },
});
const patchConfig = restRoute({
  method: 'patch',
  path: '/admin/community/{id}/config',
  tags,
  summary: "Change a community's replay settings",
  request: { params, body: body(communityConfigPatchSchema) },
  responses: { 200: json(communityConfigSchema, 'Settings') },
});
const getQuota = restRoute({
  method: 'get',
  path: '/admin/users/{id}/quota',
  tags,
  summary: "A person's quota",
  request: { params },
  responses: { 200: json(userQuotaSchema, 'Quota') },
});
const patchQuota = restRoute({
  method: 'patch',
  path: '/admin/users/{id}/quota',
  tags,
  summary: "Change a person's quota",
  request: { params, body: body(userQuotaPatchSchema) },
  responses: { 200: json(userQuotaSchema, 'Quota') },
});

/** Limits of communities and people. */
export const adminRoutes = new OpenAPIHono<RestEnv>({ defaultHook: refuseInvalidInput })
  .openapi(getConfig, async (c) => c.json(await c.var.replay.getCommunityConfig(c.var.actor, c.req.valid('param').id), 200))
  .openapi(patchConfig, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await c.var.replay.patchCommunityConfig(c.var.actor, id, c.req.valid('json')), 200);
  })
  .openapi(getQuota, async (c) => c.json(await c.var.replay.getUserQuota(c.var.actor, c.req.valid('param').id), 200))
  .openapi(patchQuota, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await c.var.replay.setUserQuota(c.var.actor, id, c.req.valid('json').quotaBytes), 200);
  });
