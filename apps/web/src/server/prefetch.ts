import 'server-only';
import { appRouter } from '@reprise/api/server';
import { createServerSideHelpers } from '@trpc/react-query/server';
import { getApiContext } from './api-context.ts';

/**
 * Queries answered while their page is made, which then arrives with its content instead of asking for it.
 * A refusal is left to the page: it asks again and says what happened.
 */
export async function createPrefetch() {
  return createServerSideHelpers({ router: appRouter, ctx: await getApiContext() });
}
