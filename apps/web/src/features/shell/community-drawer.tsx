'use client';
import { Drawer } from '@mantine/core';
import { Sidebar } from './sidebar.tsx';

/** The sidebar of small screens. */
export function CommunityDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Drawer opened={isOpen} onClose={onClose} title="Communities" size={300} padding="xs" hiddenFrom="md">
      <Sidebar isInDrawer />
    </Drawer>
  );
}
