'use client';
import type { AppRouter } from '@reprise/api';
import { QueryClientProvider } from '@tanstack/react-query';
import { httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { createTRPCReact, type CreateTRPCReact } from '@trpc/react-query';
import { useState, type ReactNode } from 'react';
import { createQueryClient } from './query-client.ts';
import { createRequestId } from './request-id.ts';

const url = '/api/trpc';
/** The same id is in the log of web and of the worker that does what was asked. */
const headers = () => ({ 'x-request-id': createRequestId() });

/** Typed hooks over the API. */
export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>();

/** Queries travel in batches, events over SSE, and the clock alone: a batch would add its neighbours' time to the round trip. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(() =>
    trpc.createClient({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: httpSubscriptionLink({ url }),
          false: splitLink({
            condition: (operation) => operation.path === 'clock.now',
            true: httpLink({ url, headers }),
            false: httpBatchLink({ url, headers }),
          }),
        }),
      ],
    }),
  );
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
