import { z } from 'zod';

/** Who is in a call now. Our recorders are nobody. */
export const callPresenceSchema = z.object({
  roomName: z.string(),
  people: z.array(z.object({ userId: z.string(), name: z.string(), isSharing: z.boolean() })),
});
export type CallPresence = z.infer<typeof callPresenceSchema>;
