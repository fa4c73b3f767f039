'use client';
import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './bar-button.module.css';

/** A button of the call's bar: on a phone (or with `isIconOnly` always) only its icon is seen, its name stays for everybody who listens. */
export function BarButton(
  props: Pick<ButtonProps, 'variant' | 'color' | 'loading' | 'disabled'> & {
    icon: ReactNode;
    hint: string;
    children: string;
    isPressed?: boolean;
    isIconOnly?: boolean;
    onClick: () => void;
  },
) {
  const { icon, hint, children, isPressed, isIconOnly = false, onClick, ...button } = props;
  return (
    <Tooltip label={hint}>
      <Button
        {...button}
        className={classes.button ?? ''}
        data-icon-only={isIconOnly}
        leftSection={icon}
        onClick={onClick}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
      >
        <span className={classes.label}>{children}</span>
      </Button>
    </Tooltip>
  );
}
