import { isShortcut } from '@reprise/replay';

/** A pressed key, as far as a shortcut is made of it. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** The shortcut that a key press makes, such as `alt+c`; absent while only modifiers are held, or the keys would be typing or open Rewind. */
export function shortcutOf(press: KeyPress): string | undefined {
  const key = press.code.replace(/^Key/, '').toLowerCase();
  if (/^(control|alt|shift|meta|os)(left|right)?$/.test(key)) return undefined;
  const held = [press.ctrlKey && 'ctrl', press.altKey && 'alt', press.shiftKey && 'shift', press.metaKey && 'meta'];
  const shortcut = [...held.filter((part) => part !== false), key].join('+');
  return isShortcut(shortcut) ? shortcut : undefined;
}

const names: Readonly<Record<string, string>> = { ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', meta: 'Meta' };

/** The keys of a shortcut as they stand on a keyboard: `['Alt', 'C']`. */
export function shortcutKeys(shortcut: string): string[] {
  return shortcut.split('+').map((part) => names[part] ?? keyName(part));
}

/** The shortcut for `aria-keyshortcuts`: `Alt+C`, `Control+F8`. */
export function ariaShortcut(shortcut: string): string {
  return shortcutKeys(shortcut)
    .map((key) => (key === 'Ctrl' ? 'Control' : key))
    .join('+');
}

function keyName(code: string): string {
  const plain = code.replace(/^(digit|numpad)(?=.)/, '').replace(/^arrow/, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
