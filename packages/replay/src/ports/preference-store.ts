import type { UserPreferences, UserPreferencesPatch } from '../schemas/preference-schemas.ts';

/** How people like the call to work. */
export interface PreferenceStore {
  /** The defaults for somebody who never changed anything. */
  get(userId: string): Promise<UserPreferences>;
  patch(userId: string, patch: UserPreferencesPatch): Promise<UserPreferences>;
}
