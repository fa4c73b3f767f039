import { isIP } from 'node:net';

/**
 * The address a request came from: the last of X-Forwarded-For, which the nearest proxy (or the web server itself) wrote;
 * what stands before it is the client's own word. Null: none, or no address.
 */
export function clientAddress(headers: Headers): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? null : last;
}
