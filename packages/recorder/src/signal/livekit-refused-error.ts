/** LiveKit answered a join and said no: wrong or expired token, no permission, no such room. */
export class LiveKitRefusedError extends Error {
  override readonly name = 'LiveKitRefusedError';
  /** HTTP status; undefined when LiveKit said it by a leave message. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
