import { OpenAPIHono, z } from '@hono/zod-openapi';
import { captureInputSchema, captureViewSchema, type CaptureView, idSchema, ReplayError } from '@reprise/replay';
import { refuseInvalidInput } from './rest-errors.ts';
import { body, json, limited, type RestEnv, restRoute } from './rest-route.ts';
import { acceptedCaptureSchema, capturedSchema } from './rest-schemas.ts';

const tags = ['captures'];
/** A request that is sent again with the same key is the same capture. */
const captureHeadersSchema = z.object({ prefer: z.string().optional(), 'idempotency-key': z.string().min(1).max(200).optional() });
const params = z.object({ captureId: idSchema });

const capture = restRoute({
  method: 'post',
  path: '/capture',
  tags,
  summary: 'Make a clip of the last minutes, the last seconds or a range',
  description: 'Answers when the clip is there. With `Prefer: respond-async` it answers 202 at once.',
  middleware: limited('capture'),
  request: { headers: captureHeadersSchema, body: body(captureInputSchema) },
  responses: { 201: json(capturedSchema, 'The clip'), 202: json(acceptedCaptureSchema, 'The capture, to be followed') },
});
const get = restRoute({
  method: 'get',
  path: '/captures/{captureId}',
  tags,
  summary: 'How far one of your captures is',
  request: { params },
  responses: { 200: json(captureViewSchema, 'Capture') },
});
const cancel = restRoute({
  method: 'delete',
  path: '/captures/{captureId}',
  tags,
  summary: 'Cancel one of your captures',
  request: { params },
  responses: { 200: json(captureViewSchema, 'Capture') },
});

/** Captures. */
export const captureRoutes = new OpenAPIHono<RestEnv>({ defaultHook: refuseInvalidInput })
  .openapi(capture, async (c) => {
    const { replay, actor } = c.var;
    const headers = c.req.valid('header');
    const idempotencyKey = headers['idempotency-key'];
    const input = { ...(idempotencyKey !== undefined && { idempotencyKey }), ...c.req.valid('json') };
    const { id: captureId } = await replay.requestCapture(actor, input);
    if (isAsync(headers.prefer)) return c.json({ captureId }, 202);
    return c.json(toCaptured(await replay.waitForCapture(actor, captureId, c.req.raw.signal)), 201);
  })
  .openapi(get, async (c) => c.json(await c.var.replay.getCapture(c.var.actor, c.req.valid('param').captureId), 200))
  .openapi(cancel, async (c) => c.json(await c.var.replay.cancelCapture(c.var.actor, c.req.valid('param').captureId), 200));

/** RFC 7240: preferences are separated by commas, each may have parameters. */
function isAsync(prefer: string | undefined): boolean {
  return (prefer ?? '').split(',').some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async');
}

function toCaptured({ clip, requested }: CaptureView): z.infer<typeof capturedSchema> {
  if (!clip) throw new ReplayError('CLIP_NOT_FOUND');
  const { id: clipId, durationSeconds, sizeBytes, checksum, actual, gaps, complete } = clip;
  return { clipId, fileId: clip.file.id, durationSeconds, sizeBytes, checksum, requested, actual, gaps, complete };
}
