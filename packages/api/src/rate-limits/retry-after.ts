/** The Retry-After header of a refusal whose details say when to come back; none otherwise. Source: RFC 9110, section 10.2.3. */
export function retryAfter(details: unknown): Record<string, string> {
  const seconds = typeof details === 'object' && details !== null && 'retryAfterSeconds' in details ? details.retryAfterSeconds : undefined;
  return typeof seconds === 'number' ? { 'Retry-After': String(Math.ceil(seconds)) } : {};
}
