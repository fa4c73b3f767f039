import { Box, Container, Group, Text } from '@mantine/core';
import { BrandMark } from '@reprise/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { StorageBanner } from '../admin/storage-banner.tsx';
import classes from './app-frame.module.css';
import { MainNav } from './main-nav.tsx';
import { UserMenu } from './user-menu.tsx';

/** Header and content column of every page outside a call. */
export function AppFrame({ viewer, children }: { viewer: { name: string; email: string; isInstanceAdmin: boolean }; children: ReactNode }) {
  return (
    <>
      <a className={classes.skip} href="#content">
        Skip to content
      </a>
      <Box component="header" className={classes.header}>
        <Container size="lg" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
            <Group gap="lg" wrap="nowrap">
              <Link href="/" className={classes.brand} aria-label="Reprise, home">
                <BrandMark />
                <Text fw={700} visibleFrom="xs" span>
                  Reprise
                </Text>
              </Link>
              <MainNav />
            </Group>
            <UserMenu viewer={viewer} />
          </Group>
        </Container>
      </Box>
      {viewer.isInstanceAdmin ? <StorageBanner /> : null}
      <Container component="main" id="content" size="lg" py="xl">
        {children}
      </Container>
    </>
  );
}
