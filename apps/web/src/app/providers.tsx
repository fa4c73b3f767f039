'use client';
import { MantineProvider } from '@mantine/core';
import { cssVariablesResolver, theme } from '@reprise/ui';
import type { ReactNode } from 'react';
import { Notices } from '../features/shell/notices.tsx';
import { TrpcProvider } from '../trpc/react.tsx';

/** Theme, notifications and data for the whole tree. */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  return (
    <TrpcProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
      >
        <Notices />
        {children}
      </MantineProvider>
    </TrpcProvider>
  );
}
