import type { ScreenShareCaptureOptions, TrackPublishOptions } from 'livekit-client';

/** What a person can choose to share, and to have recorded. */
export type ShareQuality = '720p' | '1080p' | '1440p';

/** Every quality, best last. */
export const shareQualities = ['720p', '1080p', '1440p'] as const satisfies readonly ShareQuality[];

/** The quality a person chose before, as far as the community allows it; else the community's own. */
export function chooseQuality(
  preferred: ShareQuality | undefined,
  rules: { allowedQualities: readonly ShareQuality[]; defaultQuality: ShareQuality } | undefined,
): ShareQuality {
  if (rules === undefined) return preferred ?? '1080p';
  return preferred !== undefined && rules.allowedQualities.includes(preferred) ? preferred : rules.defaultQuality;
}

interface QualitySettings {
  label: string;
  width: number;
  height: number;
  framesPerSecond: number;
  bitrateBps: number;
  /** `motion` keeps the frame rate when bits are short, `detail` keeps text sharp. */
  contentHint: 'motion' | 'detail';
}

/** The numbers behind each quality. */
export const qualitySettings = {
  '720p': { label: 'Light · 720p', width: 1280, height: 720, framesPerSecond: 30, bitrateBps: 2_500_000, contentHint: 'motion' },
  '1080p': { label: 'Smooth · 1080p', width: 1920, height: 1080, framesPerSecond: 30, bitrateBps: 5_000_000, contentHint: 'motion' },
  '1440p': { label: 'Sharp · 1440p', width: 2560, height: 1440, framesPerSecond: 30, bitrateBps: 8_000_000, contentHint: 'detail' },
} as const satisfies Record<ShareQuality, QualitySettings>;

/** What the browser is asked to capture: picture and the sound that belongs to it, unprocessed. */
export function captureOptions(quality: ShareQuality): ScreenShareCaptureOptions {
  const { width, height, framesPerSecond, contentHint } = qualitySettings[quality];
  return {
    // Echo cancelling and noise suppression are for voices; they spoil the sound of a game or a film.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 2 },
    resolution: { width, height, frameRate: framesPerSecond },
    contentHint,
    systemAudio: 'include',
    surfaceSwitching: 'include',
    selfBrowserSurface: 'exclude',
  };
}

/**
 * How the share is published: H.264 goes into a clip as it is, and one layer without a backup codec means
 * that what is recorded is the best that is sent.
 */
export function publishOptions(quality: ShareQuality): TrackPublishOptions {
  const { framesPerSecond, bitrateBps } = qualitySettings[quality];
  return {
    videoCodec: 'h264',
    simulcast: false,
    backupCodec: false,
    screenShareEncoding: { maxBitrate: bitrateBps, maxFramerate: framesPerSecond },
    // Discontinuous transmission cuts quiet passages out of music.
    dtx: false,
    forceStereo: true,
  };
}
