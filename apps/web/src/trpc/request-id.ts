/** A name for one request: 32 hex digits. Unlike crypto.randomUUID, what it uses is there on pages served by plain HTTP too. */
export function createRequestId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
