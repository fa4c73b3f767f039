import { z } from 'zod';

/** Lengths that one press of Capture may take, in seconds. */
export const captureLengths = [15, 30, 60, 120, 300, 600] as const;
export const captureLengthSchema = z.literal(captureLengths);
export type CaptureLength = z.infer<typeof captureLengthSchema>;

const modifiers = ['ctrl', 'alt', 'shift', 'meta'];

/** Opens Rewind in every call, so it cannot be the shortcut of Capture. */
export const rewindShortcut = 'alt+r';

/** Whether keys can be the shortcut of Capture, which nobody presses by typing: Ctrl, Alt or Meta with a key, or a function key. */
export function isShortcut(keys: string): boolean {
  if (keys === rewindShortcut) return false;
  const parts = keys.split('+');
  const held = parts.slice(0, -1);
  const key = parts.at(-1) ?? '';
  if (!/^[a-z0-9]{1,20}$/.test(key) || modifiers.includes(key)) return false;
  if (new Set(held).size !== held.length || !held.every((part) => modifiers.includes(part))) return false;
  return held.some((part) => part !== 'shift') || /^f\d{1,2}$/.test(key);
}

/** Modifiers and one physical key in small letters, joined by "+": `alt+c`, `ctrl+shift+f8`. */
export const shortcutSchema = z
  .string()
  .max(40)
  .refine(isShortcut, 'Hold Ctrl, Alt or Meta with a key (Alt+R opens Rewind), or take a function key');

/** How somebody likes the call to work. `startAutomatically`: the buffer starts with one's own share. */
export const userPreferencesSchema = z.object({
  captureShortcut: z.string(),
  captureSeconds: captureLengthSchema,
  startAutomatically: z.boolean(),
});
export type UserPreferences = z.infer<typeof userPreferencesSchema>;

/** A change of one's preferences; what is left out stays. */
export const userPreferencesPatchSchema = z.strictObject({
  captureShortcut: shortcutSchema.optional(),
  captureSeconds: captureLengthSchema.optional(),
  startAutomatically: z.boolean().optional(),
});
export type UserPreferencesPatch = z.infer<typeof userPreferencesPatchSchema>;
