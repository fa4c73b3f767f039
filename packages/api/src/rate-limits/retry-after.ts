import type { ReplayError } from '@reprise/replay';

/** The Retry-After header of a refusal that says when to come back; none otherwise. Source: RFC 9110, section 10.2.3. */
export function retryAfter({ details }: ReplayError): Record<string, string> {
  const seconds = details?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? { 'Retry-After': String(Math.ceil(seconds)) } : {};
}
