import { describe, expect, test } from 'vitest';
import { isShortcut, userPreferencesPatchSchema } from './preference-schemas.ts';

describe('isShortcut', () => {
  test.each(['alt+c', 'ctrl+shift+f8', 'f9', 'meta+digit1', 'shift+f2'])('takes %s', (keys) => expect(isShortcut(keys)).toBe(true));
  // What is typed must stay typing, what is no key must never wait for one, and Alt+R opens Rewind.
  test.each(['c', 'shift+c', 'alt', 'alt+', '', 'alt+alt+c', 'alt+c+d', 'hyper+c', 'Alt+C', 'alt+shift', 'alt+r'])('refuses %s', (keys) =>
    expect(isShortcut(keys)).toBe(false),
  );
});

test('a length that the picker does not offer is refused', () => {
  expect(userPreferencesPatchSchema.safeParse({ captureSeconds: 30 }).success).toBe(true);
  expect(userPreferencesPatchSchema.safeParse({ captureSeconds: 31 }).success).toBe(false);
});
