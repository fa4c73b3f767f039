/** Where a capture's pinned segments are: a directory relative to REPLAY_BUFFER_PATH. */
export interface CaptureMedia {
  captureId: string;
  directory: string;
}
