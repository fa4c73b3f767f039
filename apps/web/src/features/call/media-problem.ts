/** A device of one's own that a page may ask for. */
export type OwnDevice = 'microphone' | 'camera';

/** What went wrong with a device, and what helps. Errors as getUserMedia rejects (W3C Media Capture, 10.2.1). */
export function mediaProblem(cause: unknown, device: OwnDevice): string {
  const name = cause instanceof Error ? cause.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `The browser does not let this page use the ${device}. Allow it in the address bar (the icon before the address), then switch it on again.`;
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return `No ${device} was found. Plug one in, then switch it on again.`;
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return `The ${device} is in use by another program or does not answer.`;
    case 'OverconstrainedError':
      return `The chosen ${device} is gone. Choose another one.`;
    default:
      return `The ${device} cannot be used here. Pages may use it only over HTTPS or on this computer itself.`;
  }
}
