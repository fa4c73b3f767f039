'use client';
import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { shortcutKeys, shortcutOf } from './shortcut.ts';

/** Takes a shortcut by its keys being pressed. Tab, Escape and plain letters keep their meaning. */
export function ShortcutField({ value, onChange }: { value: string; onChange: (shortcut: string) => void }) {
  const [isListening, setIsListening] = useState(false);

  function take(event: KeyboardEvent<HTMLInputElement>) {
    const shortcut = shortcutOf(event);
    if (shortcut === undefined) return;
    event.preventDefault();
    if (shortcut !== value) onChange(shortcut);
  }

  return (
    <TextInput
      label="Shortcut for Capture"
      description="Focus the field and press the keys: Ctrl, Alt or Meta with a key, or a function key. Alt+R opens Rewind."
      value={shortcutKeys(value).join(' + ')}
      readOnly
      onKeyDown={take}
      onFocus={() => setIsListening(true)}
      onBlur={() => setIsListening(false)}
      inputWrapperOrder={['label', 'input', 'description']}
      rightSectionWidth={110}
      rightSection={isListening ? <span style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>Press keys…</span> : null}
    />
  );
}
