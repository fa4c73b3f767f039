/** Records LiveKit screen shares as rolling CMAF segments, without transcoding. */
export { createRecording } from './create-recording.ts';
export type { ReceiveStats, Recording, RecordingEvent, RecordingOptions } from './recording.ts';
export { probeRoom, type ProbeOptions, type RoomProbe } from './probe-room.ts';
export { LiveKitRefusedError } from './signal/livekit-refused-error.ts';
