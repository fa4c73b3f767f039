import { Box, Text } from '@mantine/core';
import { BrandMark } from '@reprise/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { StorageBanner } from '../admin/storage-banner.tsx';
import { Account } from './account.tsx';
import classes from './app-frame.module.css';
import type { FrameViewer } from './frame-viewer.ts';
import { MainNav } from './main-nav.tsx';
import { MobileNav } from './mobile-nav.tsx';
import { Sidebar } from './sidebar.tsx';

/** Header, sidebar and content column of every page outside a call. */
export function AppFrame({ viewer, children }: { viewer: FrameViewer; children: ReactNode }) {
  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Box component="header" className={classes.header}>
        <MobileNav />
        <Link href="/" className={classes.brand} aria-label="Reprise, home">
          <BrandMark />
          <Text fw={700} visibleFrom="xs" span>
            Reprise
          </Text>
        </Link>
        <MainNav isInstanceAdmin={viewer.isInstanceAdmin} />
        <Account viewer={viewer} />
      </Box>
      <div className={classes.columns}>
        <aside className={classes.sidebar} aria-label="Communities and channels">
          <Sidebar />
        </aside>
        <main id="content" className={classes.content} tabIndex={-1}>
          {viewer.isInstanceAdmin ? <StorageBanner /> : null}
          {children}
        </main>
      </div>
    </>
  );
}
