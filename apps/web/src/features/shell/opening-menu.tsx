'use client';
import { Menu } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { cloneElement, type ReactNode, useEffect, useRef, useState } from 'react';
import type { MenuButtonProps } from './on-demand.tsx';

/** A menu that opens as soon as it is there: its button was pressed before it was. */
export function OpeningMenu({ button, width, children }: MenuButtonProps & { width: number; children: ReactNode }) {
  const isMounted = useMounted();
  const [isWanted, setIsWanted] = useState(true);
  const target = useRef<HTMLButtonElement>(null);
  // It took the place of the button that was pressed: the focus went with that one, unless somebody has moved on.
  useEffect(() => {
    if (document.activeElement === document.body) target.current?.focus();
  }, []);
  return (
    <Menu opened={isWanted && isMounted} onChange={setIsWanted} position="bottom-end" width={width}>
      <Menu.Target>{cloneElement(button, { ref: target })}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
