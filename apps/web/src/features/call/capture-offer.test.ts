import { describe, expect, test } from 'vitest';
import { captureOffer } from './capture-offer.ts';
import { roomSession } from './testing/room-session.ts';

const rules = { permissions: ['CAPTURE_REPLAY' as const], whoMayCapture: 'sharer' as const, enabled: true };
const own = roomSession({ id: 'own', userId: 'me' });
const others = roomSession({ id: 'mia', userId: 'mia', username: 'Mia', canCapture: false });

describe('captureOffer', () => {
  test('offers what can be captured', () => {
    expect(captureOffer(rules, [others, own], 'me')).toEqual({ kind: 'ready', sessions: [own] });
  });
  test('offers a share that has just ended', () => {
    const ended = roomSession({ status: 'grace', canCapture: true });
    expect(captureOffer(rules, [ended], 'me')).toEqual({ kind: 'ready', sessions: [ended] });
  });
  test('waits while nothing is buffered', () => expect(captureOffer(rules, [], 'me')).toEqual({ kind: 'nothing' }));
  test.each([
    ['the role', { ...rules, permissions: [] }, [own], /Your role/],
    ['that the share is somebody else’s', rules, [others], /Only Mia can capture Mia’s share/],
    ['that several shares are somebody else’s', rules, [others, { ...others, id: 'ben' }], /Only the people who share/],
    ['that the community switched it off', { ...rules, enabled: false }, [], /switched replay buffers off/],
  ])('names %s', (_name, given, sessions, expected) => {
    const offer = captureOffer(given, sessions, 'me');
    expect(offer.kind === 'refused' ? offer.reason : offer.kind).toMatch(expected);
  });
});
