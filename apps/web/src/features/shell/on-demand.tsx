'use client';
import { useMounted } from '@mantine/hooks';
import { cloneElement, type ComponentPropsWithRef, type ComponentType, lazy, type ReactElement, Suspense, useState } from 'react';

/** A menu's button, which is there before the menu is. */
export interface MenuButtonProps {
  button: ReactElement<ComponentPropsWithRef<'button'>>;
}

/**
 * A menu that is fetched and rendered when somebody goes for its button: a page of clips has one for each of them,
 * and most are never opened. What is loaded opens by itself (`OpeningMenu`).
 */
export function menuOnDemand<P extends object>(
  load: () => Promise<ComponentType<P & MenuButtonProps>>,
): ComponentType<P & MenuButtonProps> {
  const Menu = lazy(async () => ({ default: await load() }));
  const prefetch = () => void load();
  return function MenuOnDemand(props) {
    const [isWanted, setIsWanted] = useState(false);
    const button = cloneElement(props.button, {
      'aria-haspopup': 'menu',
      'aria-expanded': false,
      onPointerEnter: prefetch,
      onFocus: prefetch,
      onClick: () => setIsWanted(true),
    });
    if (!isWanted) return button;
    return (
      <Suspense fallback={button}>
        <Menu {...props} />
      </Suspense>
    );
  };
}

/** A dialog that is fetched when it is first opened. It stays mounted: it closes with its transition and gives the focus back. */
export function dialogOnDemand<P extends { isOpen: boolean }>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Dialog = lazy(async () => ({ default: await load() }));
  // The focus to give back is the one at the change from closed to open: a dialog mounted open would know of none.
  function Opening(props: P) {
    const isMounted = useMounted();
    return <Dialog {...props} isOpen={props.isOpen && isMounted} />;
  }
  return function DialogOnDemand(props) {
    const [isWanted, setIsWanted] = useState(false);
    if (props.isOpen && !isWanted) setIsWanted(true);
    if (!isWanted) return null;
    return (
      <Suspense>
        <Opening {...props} />
      </Suspense>
    );
  };
}
