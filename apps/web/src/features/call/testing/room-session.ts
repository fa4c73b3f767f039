import type { RoomSession } from '../../../trpc/types.ts';

/** Half a minute of Ann's share, buffered and still arriving, for tests of what is made of it. */
export function roomSession(changes: Partial<RoomSession> = {}): RoomSession {
  return {
    id: 's1',
    userId: 'ann',
    username: 'Ann',
    quality: '1080p',
    recorder: 'direct',
    status: 'active',
    reason: null,
    startedAt: '2026-01-01T10:00:00.000Z',
    bufferedFrom: '2026-01-01T10:00:00.000Z',
    bufferedTo: '2026-01-01T10:00:30.000Z',
    bufferBytes: 15_000_000,
    bitrateBps: 4_000_000,
    media: null,
    graceUntil: null,
    canCapture: true,
    canStop: false,
    ...changes,
  };
}
