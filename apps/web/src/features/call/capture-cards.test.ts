import { expect, test } from 'vitest';
import type { CapturePress } from './capture-request.ts';
import { reduceCaptureCards, type CaptureCardEvent, type CaptureCardState } from './capture-cards.ts';

const press = (key: string): CapturePress => ({
  key,
  sessionId: 's',
  span: { kind: 'last', seconds: 60 },
  target: { kind: 'library' },
  pressedAt: '2026-01-01T00:00:00.000Z',
});
const run = (...events: CaptureCardEvent[]) => events.reduce<readonly CaptureCardState[]>(reduceCaptureCards, []);

test('several presses at once each have their card, newest first', () => {
  const cards = run(
    { type: 'pressed', press: press('a') },
    { type: 'pressed', press: press('b') },
    { type: 'accepted', key: 'a', captureId: 'c1' },
  );
  expect(cards.map(({ key, kind }) => [key, kind])).toEqual([
    ['b', 'sending'],
    ['a', 'known'],
  ]);
});

test('a refused press is sent again in its place with the same key', () => {
  const refused = run(
    { type: 'pressed', press: press('a') },
    { type: 'pressed', press: press('b') },
    { type: 'refused', key: 'a', message: 'no' },
  );
  expect(refused[1]).toMatchObject({ kind: 'refused', message: 'no' });
  expect(reduceCaptureCards(refused, { type: 'pressed', press: press('a') })[1]).toMatchObject({ kind: 'sending', key: 'a' });
});

test('a refusal that comes after the acceptance changes nothing', () => {
  const cards = run(
    { type: 'pressed', press: press('a') },
    { type: 'accepted', key: 'a', captureId: 'c1' },
    { type: 'refused', key: 'a', message: 'no' },
  );
  expect(cards).toEqual([{ kind: 'known', key: 'a', captureId: 'c1', press: press('a') }]);
});

test('captures found on the server are not shown twice, and a dismissed card goes', () => {
  const cards = run(
    { type: 'pressed', press: press('a') },
    { type: 'accepted', key: 'a', captureId: 'c1' },
    { type: 'found', captureIds: ['c1', 'c0'] },
    { type: 'dismissed', key: 'a' },
  );
  expect(cards.map(({ key }) => key)).toEqual(['c0']);
});
