import { TRPCError } from '@trpc/server';

/**
 * Pages of other sites may not act with the cookies of somebody who is signed in here. Browsers tell where a request comes
 * from (Fetch Metadata, Sec-Fetch-Site); programs do not, and have no cookies to misuse.
 * @throws TRPCError FORBIDDEN
 */
export function refuseCrossSite(headers: Headers): void {
  if (headers.get('sec-fetch-site') === 'cross-site') {
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Pages of other sites may not ask here' });
  }
}
