import { captureInputSchema } from '@reprise/replay';
import { expect, test } from 'vitest';
import { type CapturePress, lengthLabel, pressTitle, spokenLength, toCaptureInput } from './capture-request.ts';

const press: CapturePress = {
  key: 'k',
  sessionId: 's',
  pressedAt: '2026-01-01T10:00:00.000Z',
  span: { kind: 'last', seconds: 30 },
  target: { kind: 'library' },
};
const range = { kind: 'range', startAt: '2026-01-01T09:59:00.000Z', endAt: '2026-01-01T09:59:42.500Z' } as const;

test.each([
  [15, '15 s', '15 seconds'],
  [60, '1 min', 'minute'],
  [600, '10 min', '10 minutes'],
] as const)('%i seconds are written %s and said %s', (seconds, label, spoken) => {
  expect(lengthLabel(seconds)).toBe(label);
  expect(spokenLength(seconds)).toBe(spoken);
});

test.each([
  ['into the library', press, { durationSeconds: 30, shareOption: 'library' }],
  ['to be downloaded', { ...press, target: { kind: 'download' } }, { shareOption: 'library' }],
  ['to a channel', { ...press, target: { kind: 'channel', id: 'c', name: 'clips' } }, { shareOption: 'channel', targetChannelId: 'c' }],
  [
    'a range with a title',
    { ...press, span: range, title: 'Goal' },
    { range: { startAt: range.startAt, endAt: range.endAt }, title: 'Goal' },
  ],
] as const)('a press %s is what the API takes', (_name, given, expected) => {
  const input = toCaptureInput(given);
  expect(input).toMatchObject({ sessionId: 's', idempotencyKey: 'k', pressedAt: press.pressedAt, ...expected });
  expect(captureInputSchema.safeParse(input).success).toBe(true);
});

test('a card is called by its title, else by what was asked for', () => {
  expect(pressTitle({ ...press, title: 'Goal' })).toBe('Goal');
  expect(pressTitle(press)).toBe('Last 30 s');
  expect(pressTitle({ span: range })).toBe('0:42 of the replay');
});
