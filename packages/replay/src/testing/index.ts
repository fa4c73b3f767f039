/** What tests of other packages need of this one. Needs ffmpeg on PATH. */
export { createPressAs, type PressAs } from './press-as.ts';
export { type EgressServer, startEgressServer } from './start-egress-server.ts';
export { createTestWorld, type TestWorld } from './test-world.ts';
