import { z } from 'zod';
import { permissionNameSchema, whoMayCaptureSchema } from './admin-schemas.ts';
import { qualitySchema } from './session-schemas.ts';

/** What a community allows in its calls, what the caller may do there, and the text channels the caller may post in. */
export const callRulesSchema = z.object({
  communityId: z.string(),
  permissions: z.array(permissionNameSchema),
  isInstanceAdmin: z.boolean(),
  enabled: z.boolean(),
  defaultQuality: qualitySchema,
  allowedQualities: z.array(qualitySchema),
  whoMayCapture: whoMayCaptureSchema,
  startAutomatically: z.boolean(),
  longestClipSeconds: z.number().int(),
  textChannels: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type CallRules = z.infer<typeof callRulesSchema>;
