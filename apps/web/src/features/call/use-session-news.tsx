'use client';
import { notifications } from '@mantine/notifications';
import { formatDuration, LocalTime } from '@reprise/ui';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { RoomSession } from '../../trpc/types.ts';
import { sessionNews, type SessionNews } from './session-news.ts';
import { bufferedSeconds } from './session-status.ts';

/** Tells a person what happens to the buffers of the call they are in; what is there on arrival is no news. */
export function useSessionNews(sessions: readonly RoomSession[] | undefined, viewer: { id: string; isSharing: boolean }): void {
  const known = useRef<readonly RoomSession[]>(undefined);
  const compare = useEffectEvent((next: readonly RoomSession[]) => {
    for (const news of known.current === undefined ? [] : sessionNews(known.current, next, viewer)) tell(news);
    known.current = next;
  });
  useEffect(() => {
    if (sessions !== undefined) compare(sessions);
  }, [sessions]);
}

function tell({ kind, session }: SessionNews): void {
  const { username, reason, graceUntil, canCapture } = session;
  const until = graceUntil === null ? undefined : <LocalTime at={graceUntil} show="time" />;
  const id = `session-${session.id}`;
  switch (kind) {
    case 'started':
      notifications.show({ id, title: `${username}’s screen is being kept`, message: 'A replay buffer holds its last minutes.' });
      return;
    case 'resumed':
      notifications.show({ id, title: `${username} shares again`, message: 'The replay buffer goes on, with a gap.' });
      return;
    case 'share-ended':
      notifications.show({
        id,
        title: `${username} stopped sharing`,
        message: canCapture && until !== undefined ? <>Capture possible until {until}.</> : 'The replay buffer ends soon.',
      });
      return;
    case 'withdrawn':
      notifications.show({ id, title: `${username} stopped the replay buffer`, message: 'What it held is deleted.' });
      return;
    case 'ended':
      notifications.show({ id, title: `${username}’s replay buffer has ended`, message: 'Clips that were captured stay.' });
      return;
    case 'unexpected':
      notifications.show({
        id,
        color: 'orange',
        autoClose: false,
        title: 'Your share is no longer being kept',
        message: (
          <>
            {reason === null ? 'The recorder stopped.' : `${reason.replace(/\.$/, '')}.`}{' '}
            {until === undefined ? null : (
              <>
                {formatDuration(bufferedSeconds(session))} can be captured until {until}.{' '}
              </>
            )}
            Enable the replay buffer again to go on.
          </>
        ),
      });
  }
}
