'use client';
import { useMounted } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import {
  cloneElement,
  type ComponentPropsWithRef,
  type ComponentType,
  type ReactElement,
  useEffect,
  useEffectEvent,
  useState,
} from 'react';

/** A menu's button, which is there before the menu is. */
export interface MenuButtonProps {
  button: ReactElement<ComponentPropsWithRef<'button'>>;
}

/** What every dialog is told. */
export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
}

type Load<P> = () => Promise<ComponentType<P>>;

function sayNotLoaded() {
  notifications.show({
    color: 'red',
    title: 'This part of the page could not be loaded',
    message: 'Check the connection and load the page again.',
  });
}

/**
 * A menu that is fetched and rendered when somebody goes for its button: a page of clips has one for each of them,
 * and most are never opened. What is loaded opens by itself (`OpeningMenu`).
 */
export function menuOnDemand<P extends object>(load: Load<P & MenuButtonProps>): ComponentType<P & MenuButtonProps> {
  const prefetch = () => void load().catch(() => undefined);
  return function MenuOnDemand(props) {
    const [Menu, setMenu] = useState<ComponentType<P & MenuButtonProps>>();
    if (Menu) return <Menu {...props} />;
    return cloneElement(props.button, {
      'aria-haspopup': 'menu',
      'aria-expanded': false,
      onPointerEnter: prefetch,
      onFocus: prefetch,
      onClick: () => void load().then((loaded) => setMenu(() => loaded), sayNotLoaded),
    });
  };
}

/** A dialog that is fetched when it is first opened. It stays mounted: it closes with its transition and gives the focus back. */
export function dialogOnDemand<P extends DialogProps>(load: Load<P>): ComponentType<P> {
  return function DialogOnDemand(props) {
    const [Dialog, setDialog] = useState<ComponentType<P>>();
    const { isOpen, onClose } = props;
    const giveUp = useEffectEvent(() => {
      sayNotLoaded();
      onClose();
    });
    useEffect(() => {
      if (isOpen && !Dialog) void load().then((loaded) => setDialog(() => loaded), giveUp);
    }, [isOpen, Dialog]);
    return Dialog ? <OpenedOnceThere Dialog={Dialog} {...props} /> : null;
  };
}

/** The focus to give back is the one at the change from closed to open: a dialog mounted open would know of none. */
function OpenedOnceThere<P extends DialogProps>({ Dialog, ...props }: P & { Dialog: ComponentType<P> }) {
  const isMounted = useMounted();
  const dialog = props as unknown as P;
  return <Dialog {...dialog} isOpen={dialog.isOpen && isMounted} />;
}
