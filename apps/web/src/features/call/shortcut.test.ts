import { expect, test } from 'vitest';
import { ariaShortcut, shortcutKeys, shortcutOf } from './shortcut.ts';

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };

test.each([
  [{ ...none, altKey: true, code: 'KeyC' }, 'alt+c'],
  [{ ...none, ctrlKey: true, shiftKey: true, code: 'Digit1' }, 'ctrl+shift+digit1'],
  [{ ...none, code: 'F9' }, 'f9'],
  // Only held, and what would be typing.
  [{ ...none, altKey: true, code: 'AltLeft' }, undefined],
  [{ ...none, code: 'KeyC' }, undefined],
  [{ ...none, shiftKey: true, code: 'KeyC' }, undefined],
  // Opens Rewind.
  [{ ...none, altKey: true, code: 'KeyR' }, undefined],
])('%o is %s', (press, expected) => expect(shortcutOf(press)).toBe(expected));

test('a shortcut is written as the keys stand on the keyboard', () => {
  expect(shortcutKeys('ctrl+shift+digit1')).toEqual(['Ctrl', 'Shift', '1']);
  expect(shortcutKeys('alt+arrowleft')).toEqual(['Alt', 'Left']);
  expect(ariaShortcut('ctrl+f8')).toBe('Control+F8');
});
