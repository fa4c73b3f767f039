import { expect, test } from 'vitest';
import { describeAudit } from './describe-audit.ts';

test('a change of settings is told field by field', () => {
  const changes = [
    { field: 'maxConcurrent', from: 5, to: 3 },
    { field: 'allowedQualities', from: ['720p', '1080p'], to: [] },
    { field: 'of a newer version', from: true, to: false },
  ];
  expect(describeAudit({ action: 'community.config', details: { changes } })).toEqual({
    text: 'changed the replay settings',
    details: ['At most at once: 5 → 3', 'Qualities: 720p, 1080p → none', 'of a newer version: true → false'],
  });
});

test('sizes and lengths read as everywhere else', () => {
  expect(describeAudit({ action: 'capture.done', details: { sizeBytes: 251_251, durationSeconds: 10 } })).toEqual({
    text: 'captured a clip',
    details: ['Size: 245 KB', 'Length: 0:10'],
  });
});

test('ids are left out, the rest is shown, and an unknown action keeps its name', () => {
  expect(describeAudit({ action: 'x.y', details: { channelId: 'c', userId: 'u', name: 'general', note: null } })).toEqual({
    text: 'x.y',
    details: ['name: general'],
  });
});
