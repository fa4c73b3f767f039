'use client';
import { Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { dialogOnDemand } from './on-demand.tsx';

const CommunityDrawer = dialogOnDemand(() => import('./community-drawer.tsx').then((module) => module.CommunityDrawer));

/** The sidebar of small screens: in a drawer, behind a button. */
export function MobileNav() {
  const [isOpen, { open, close }] = useDisclosure(false);
  const path = usePathname();
  const [openedAt, setOpenedAt] = useState(path);
  // A link was followed: the drawer has done its work.
  if (isOpen && openedAt !== path) close();
  return (
    <>
      <Burger
        hiddenFrom="md"
        opened={isOpen}
        onClick={() => {
          setOpenedAt(path);
          open();
        }}
        size="sm"
        aria-label="Communities and channels"
        aria-expanded={isOpen}
      />
      <CommunityDrawer isOpen={isOpen} onClose={close} />
    </>
  );
}
