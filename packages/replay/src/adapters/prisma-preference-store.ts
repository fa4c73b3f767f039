import type { Db } from '@reprise/db';
import type { PreferenceStore } from '../ports/preference-store.ts';
import { type UserPreferences, userPreferencesSchema } from '../schemas/preference-schemas.ts';
import { publishEvents } from './prisma-live-events.ts';

/** The same as the columns' defaults. */
const defaults: UserPreferences = { captureShortcut: 'alt+c', captureSeconds: 60, startAutomatically: false };

/** Preferences in PostgreSQL. */
export function createPrismaPreferenceStore(db: Db): PreferenceStore {
  return {
    get: async (userId) => {
      const row = await db.userPreferences.findUnique({ where: { userId } });
      return row ? userPreferencesSchema.parse(row) : defaults;
    },
    patch: (userId, { captureShortcut, captureSeconds, startAutomatically }) =>
      db.$transaction(async (tx) => {
        const data = {
          ...(captureShortcut !== undefined && { captureShortcut }),
          ...(captureSeconds !== undefined && { captureSeconds }),
          ...(startAutomatically !== undefined && { startAutomatically }),
        };
        const row = await tx.userPreferences.upsert({ where: { userId }, create: { userId, ...data }, update: data });
        await publishEvents(tx, [{ topic: `user:${userId}`, type: 'preferences.changed', payload: {} }]);
        return userPreferencesSchema.parse(row);
      }),
  };
}
