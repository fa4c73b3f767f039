import { QueryClient } from '@tanstack/react-query';
import { isTRPCClientError } from '@trpc/client';

/** Cache rules of the browser: a refusal is an answer and is not asked again, a network failure is tried twice more. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !(isTRPCClientError(error) && error.data !== undefined && error.data !== null),
      },
    },
  });
}
