import type { Actor } from '../access/actor.ts';
import type { PreferenceStore } from '../ports/preference-store.ts';
import type { UserPreferences, UserPreferencesPatch } from '../schemas/preference-schemas.ts';

interface PreferenceDeps {
  preferences: PreferenceStore;
}

/** One's own preferences. */
export function getPreferences(deps: PreferenceDeps, actor: Actor): Promise<UserPreferences> {
  return deps.preferences.get(actor.userId);
}

/** Changes one's own preferences; every page of the person that is open hears of it. */
export function patchPreferences(deps: PreferenceDeps, actor: Actor, patch: UserPreferencesPatch): Promise<UserPreferences> {
  return deps.preferences.patch(actor.userId, patch);
}
