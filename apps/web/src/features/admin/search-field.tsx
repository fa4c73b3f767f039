'use client';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

/** Text to search for, and what of it has been still for a moment. */
export function useSearch(): { text: string; setText: (text: string) => void; search: string } {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  return { text, setText, search };
}

/** A field to search with. */
export function SearchField(props: { label: string; placeholder: string; text: string; setText: (text: string) => void }) {
  const { label, placeholder, text, setText } = props;
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maw={360}
      type="search"
    />
  );
}
