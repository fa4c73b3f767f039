import type { CallRules, RoomSession } from '../../trpc/types.ts';
import { capturable, hasMedia } from './session-status.ts';

/** What the Capture button can do now: take one of these, wait, or say why this person may not. */
export type CaptureOffer = { kind: 'ready'; sessions: readonly RoomSession[] } | { kind: 'nothing' } | { kind: 'refused'; reason: string };

/** Judges the buffers of a call for one person; what is refused is always explained. */
export function captureOffer(
  rules: Pick<CallRules, 'permissions' | 'whoMayCapture' | 'enabled'>,
  sessions: readonly RoomSession[],
  viewerId: string,
): CaptureOffer {
  if (!rules.permissions.includes('CAPTURE_REPLAY')) {
    return { kind: 'refused', reason: 'Your role in this community may not capture. An admin of the community can change that.' };
  }
  const offered = capturable(sessions, viewerId);
  if (offered.length > 0) return { kind: 'ready', sessions: offered };
  const others = sessions.filter((session) => hasMedia(session) && session.userId !== viewerId);
  const [first] = others;
  if (first !== undefined && rules.whoMayCapture === 'sharer') {
    const whose = others.length === 1 ? `${first.username}’s share` : 'these shares';
    const who = others.length === 1 ? first.username : 'the people who share';
    return { kind: 'refused', reason: `Only ${who} can capture ${whose}: this community leaves it to whoever shares.` };
  }
  if (!rules.enabled) return { kind: 'refused', reason: 'This community has switched replay buffers off.' };
  return { kind: 'nothing' };
}
