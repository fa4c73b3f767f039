'use client';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { cssVariablesResolver, theme } from '@reprise/ui';
import type { ReactNode } from 'react';
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
        <Notifications position="top-center" />
        {children}
      </MantineProvider>
    </TrpcProvider>
  );
}
