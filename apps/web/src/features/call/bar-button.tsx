'use client';
import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './bar-button.module.css';

/** A button of the call's bar: on a phone only its icon is seen, its name stays for everybody who listens. */
export function BarButton(
  props: Pick<ButtonProps, 'variant' | 'color' | 'loading' | 'disabled'> & {
    icon: ReactNode;
    hint: string;
    children: string;
    isPressed?: boolean;
    onClick: () => void;
  },
) {
  const { icon, hint, children, isPressed, onClick, ...button } = props;
  return (
    <Tooltip label={hint}>
      <Button
        {...button}
        className={classes.button ?? ''}
        leftSection={icon}
        onClick={onClick}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      >
        <span className={classes.label}>{children}</span>
      </Button>
    </Tooltip>
  );
}
