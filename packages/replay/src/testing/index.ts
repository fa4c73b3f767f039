/** What tests of other packages need of this one. Needs ffmpeg on PATH. */
export { type EgressServer, startEgressServer } from './start-egress-server.ts';
