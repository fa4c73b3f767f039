import type { Db } from '@reprise/db';
import { createPrismaStores } from '../adapters/create-prisma-stores.ts';
import { createLiveKitCallRooms, type LiveKitApiOptions } from '../adapters/livekit-call-rooms.ts';
import { requestCapture } from '../captures/request-capture.ts';
import { type CaptureInput, captureInputSchema, type CaptureView } from '../schemas/capture-schemas.ts';

/** A press of one person, through all rules. @throws ReplayError what {@link requestCapture} throws */
export type PressAs = (userId: string, input: CaptureInput) => Promise<CaptureView>;

/** Presses as the web process takes them: a real database, and a real LiveKit that says who is in the call. */
export function createPressAs(db: Db, options: { liveKit: LiveKitApiOptions; defaultQuotaBytes: number }): PressAs {
  const deps = {
    ...createPrismaStores(db),
    rooms: createLiveKitCallRooms(options.liveKit),
    defaultQuotaBytes: options.defaultQuotaBytes,
    bufferDurationMs: 600_000,
    now: () => new Date(),
  };
  return (userId, input) => requestCapture(deps, { userId, isInstanceAdmin: false }, captureInputSchema.parse(input));
}
