import { expect, test } from 'vitest';
import { captureOptions, chooseQuality, publishOptions, shareQualities } from './share-options.ts';

test.each([
  ['720p', 1280, 2_500_000, 'motion'],
  ['1080p', 1920, 5_000_000, 'motion'],
  ['1440p', 2560, 8_000_000, 'detail'],
] as const)('%s', (quality, width, maxBitrate, contentHint) => {
  expect(captureOptions(quality)).toMatchObject({ contentHint, resolution: { width, frameRate: 30 }, systemAudio: 'include' });
  expect(publishOptions(quality)).toMatchObject({
    videoCodec: 'h264',
    simulcast: false,
    backupCodec: false,
    screenShareEncoding: { maxBitrate },
  });
});

test('every quality asks for sound', () => {
  for (const quality of shareQualities) expect(captureOptions(quality).audio).toBeTruthy();
});

test.each([
  ['what was chosen before', '720p', '720p'],
  ['the community’s own when that is not allowed', '1440p', '1080p'],
  ['the community’s own when nothing was chosen', undefined, '1080p'],
] as const)('the quality is %s', (_name, preferred, expected) => {
  expect(chooseQuality(preferred, { allowedQualities: ['720p', '1080p'], defaultQuality: '1080p' })).toBe(expected);
});
