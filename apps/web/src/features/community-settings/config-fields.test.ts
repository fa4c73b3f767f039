import { describe, expect, test } from 'vitest';
import { diffConfig, type EditableConfig, patchOf, showDays, showSeconds, withinBuffer } from './config-fields.ts';

const base: EditableConfig = {
  enabled: true,
  maxConcurrent: 5,
  whoMayCapture: 'sharer',
  startAutomatically: false,
  allowedQualities: ['720p', '1080p'],
  defaultQuality: '1080p',
  longestClipSeconds: 600,
  clipRetentionDays: 0,
  publicLinksAllowed: true,
};

describe('diffConfig', () => {
  test('nothing changed, whatever the order of the qualities', () => {
    expect(diffConfig(base, { ...base, allowedQualities: ['1080p', '720p'] })).toEqual([]);
  });

  test('each change reads before and after', () => {
    const after: EditableConfig = { ...base, maxConcurrent: 3, whoMayCapture: 'anyone', clipRetentionDays: 30 };
    expect(diffConfig(base, after).map(({ label, before, after }) => `${label}: ${before} -> ${after}`)).toEqual([
      'At most at once: 5 -> 3',
      'Who may capture: the sharer -> anyone in the call',
      'Clips are kept: for ever -> 30 days',
    ]);
  });
});

test.each([
  [3600, 600],
  [600, 600],
  [300, 300],
])('a longest clip of %d s is one of %d s where buffers hold 600 s', (stored, effective) => {
  const config = {
    ...base,
    communityId: 'community',
    longestClipSeconds: stored,
    bufferDurationSeconds: 600,
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
  expect(withinBuffer(config)).toEqual({ ...config, longestClipSeconds: effective });
});

test('a patch holds what changed and nothing else, so that it takes back nobody’s other change', () => {
  const mine = { ...base, maxConcurrent: 3, enabled: false };
  expect(patchOf(mine, diffConfig(base, mine), 7)).toEqual({ maxConcurrent: 3, enabled: false, version: 7 });
});

test.each([
  [45, '45 s'],
  [90, '90 s'],
  [3600, '60 min'],
])('%d seconds read %s', (seconds, text) => {
  expect(showSeconds(seconds)).toBe(text);
});

test.each([
  [0, 'for ever'],
  [1, '1 day'],
  [90, '90 days'],
])('%d days read %s', (days, text) => {
  expect(showDays(days)).toBe(text);
});
