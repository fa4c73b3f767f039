'use client';
import { useMounted } from '@mantine/hooks';

const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const timeOnly = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const fullDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/**
 * An instant in the reader's own time zone and language, the full date on hover.
 * The server cannot know either, so the text appears once the page runs in the browser.
 */
export function LocalTime({ at, show = 'date' }: { at: string; show?: 'date' | 'time' }) {
  const isMounted = useMounted();
  const date = new Date(at);
  return (
    <time dateTime={at} title={isMounted ? fullDate.format(date) : undefined}>
      {isMounted ? (show === 'time' ? timeOnly : shortDate).format(date) : '\u00a0'}
    </time>
  );
}
