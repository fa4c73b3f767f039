import { expect, test } from 'vitest';
import { captureOptions, publishOptions, shareQualities } from './share-options.ts';

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
