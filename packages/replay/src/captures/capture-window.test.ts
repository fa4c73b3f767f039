import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReplayError } from '../errors.ts';
import { captureInputSchema } from '../schemas/capture-schemas.ts';
import { type BufferBounds, chooseCaptureWindow, longestCaptureSeconds } from './capture-window.ts';
import { estimateCaptureBytes } from './estimate-capture-bytes.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const at = (secondsBefore: number): string => new Date(now - secondsBefore * 1000).toISOString();
const live: BufferBounds = { status: 'active', bufferedFrom: now - 600_000, bufferedTo: now - 1500 };

const choose = (input: object, bounds: BufferBounds = live, longest = 3600) => chooseCaptureWindow(input, bounds, longest, now);

describe('the window', () => {
  test.each<[string, object, BufferBounds, number, number]>([
    ['ends at the press while media arrives', { durationMinutes: 1, pressedAt: at(2) }, live, 62, 2],
    ['ends now without a press', { durationSeconds: 30 }, live, 30, 0],
    ['takes an older press as 30 s old', { durationSeconds: 30, pressedAt: at(300) }, live, 60, 30],
    ['takes a press of the future as now', { durationSeconds: 30, pressedAt: at(-90) }, live, 30, 0],
    ['ends with the last media in grace', { durationSeconds: 30 }, { ...live, status: 'grace', bufferedTo: now - 20_000 }, 50, 20],
    [
      'ends at the press in grace when that is earlier',
      { durationSeconds: 30, pressedAt: at(25) },
      { ...live, status: 'grace', bufferedTo: now - 20_000 },
      55,
      25,
    ],
    ['keeps a range', { range: { startAt: at(100), endAt: at(50) } }, live, 100, 50],
    ['cuts a range at the press', { range: { startAt: at(100), endAt: at(-50) } }, live, 100, 0],
    ['may begin before the buffer', { durationMinutes: 10 }, { ...live, bufferedFrom: now - 5000 }, 600, 0],
  ])('%s', (_name, input, bounds, start, end) => {
    expect(choose(input, bounds)).toMatchObject({ startAt: now - start * 1000, endAt: now - end * 1000 });
  });

  test.each<[string, object, BufferBounds]>([
    ['nothing buffered yet', { durationSeconds: 30 }, { status: 'starting', bufferedFrom: null, bufferedTo: null }],
    ['a range before the buffer', { range: { startAt: at(700), endAt: at(650) } }, live],
    ['a range after the press', { range: { startAt: at(-10), endAt: at(-20) } }, live],
  ])('is refused with NO_SEGMENTS: %s', (_name, input, bounds) => {
    expect(() => choose(input, bounds)).toThrow(new ReplayError('NO_SEGMENTS'));
  });

  test('is refused when it is longer than the community allows', () => {
    expect(() => choose({ durationMinutes: 5 }, live, 299)).toThrow('Invalid input');
    expect(() => choose({ durationMinutes: 5 }, live, 300)).not.toThrow();
  });

  test.each([
    ['the community', 299, 10, 299],
    ['the installation', 3600, 4.5, 270],
    ['both', 600, 10, 600],
  ])('is as long as the lower of two limits allows: %s', (_name, longestClipSeconds, bufferMinutes, longest) => {
    expect(longestCaptureSeconds({ longestClipSeconds }, bufferMinutes * 60_000)).toBe(longest);
    expect(() => choose({ durationSeconds: longest + 1 }, live, longest)).toThrow('Invalid input');
    expect(() => choose({ durationSeconds: longest }, live, longest)).not.toThrow();
  });

  test('never ends after the press, the last media of a finished share, or now', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 5, max: 3600 }),
        fc.integer({ min: 0, max: 500_000 }),
        (pressed, seconds, last) => {
          const bounds: BufferBounds = { status: 'grace', bufferedFrom: now - 600_000, bufferedTo: now - last };
          const window = choose({ durationSeconds: seconds, pressedAt: new Date(now + pressed).toISOString() }, bounds);
          expect(window.endAt).toBeLessThanOrEqual(Math.min(now, now - last));
          expect(window.pressedAt).toBeGreaterThanOrEqual(now - 30_000);
          expect(window.endAt - window.startAt).toBe(seconds * 1000);
        },
      ),
    );
  });
});

describe('the request', () => {
  const base = { sessionId: 's' };
  test.each<[string, object]>([
    ['no length', {}],
    ['two lengths', { durationMinutes: 1, durationSeconds: 30 }],
    ['a length that no button has', { durationMinutes: 3 }],
    ['too short', { durationSeconds: 4 }],
    ['too long', { durationSeconds: 3601 }],
    ['a range backwards', { range: { startAt: at(1), endAt: at(2) } }],
    ['an unknown field', { durationMinutes: 1, nonsense: true }],
    ['a channel without its id', { durationMinutes: 1, shareOption: 'channel' }],
    ['an id without the channel', { durationMinutes: 1, targetChannelId: 'c' }],
  ])('is refused: %s', (_name, fields) => {
    expect(captureInputSchema.safeParse({ ...base, ...fields }).success).toBe(false);
  });
  test('goes to the library by default', () => {
    expect(captureInputSchema.parse({ ...base, durationMinutes: 1 })).toMatchObject({ shareOption: 'library' });
  });
});

describe('the estimate', () => {
  const buffer = { bitrateBps: 4_000_000, bufferBytes: 0, bufferedFrom: now - 60_000, bufferedTo: now };
  const minute = { startAt: now - 60_000, endAt: now };
  test('holds clip, rendition and pictures with a margin', () => {
    expect(estimateCaptureBytes(minute, buffer)).toBe(Math.ceil((30_000_000 * 2 + 1_200_000) * 1.1) + 2_000_000);
  });
  test('counts only what is buffered', () => {
    expect(estimateCaptureBytes({ startAt: now - 600_000, endAt: now }, buffer)).toBe(estimateCaptureBytes(minute, buffer));
  });
  test('takes the higher of the bitrate now and on average, and a guess without either', () => {
    const busy = estimateCaptureBytes(minute, { ...buffer, bufferBytes: 60_000_000 });
    expect(busy).toBe(estimateCaptureBytes(minute, { ...buffer, bitrateBps: 8_000_000 }));
    expect(estimateCaptureBytes(minute, { ...buffer, bitrateBps: null })).toBe(busy);
  });
});
