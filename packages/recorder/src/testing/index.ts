/** Media with a machine-readable clock for tests and benchmarks, and the eyes to read it. Needs ffmpeg and ffprobe on PATH. */
export { feedFixture, type Feed } from './feed-fixture.ts';
export { makeAudioSource, makeVideoSource, type AudioSource, type VideoSource, type VideoSourceOptions } from './media-sources.ts';
export { readBeeps, readShownClocks, type ShownFrame } from './read-clock.ts';
export { startTestLivekit, type TestLivekit } from './test-livekit.ts';
export { waitUntil } from './wait-until.ts';
