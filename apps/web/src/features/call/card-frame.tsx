'use client';
import { CloseButton, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './capture-tray.module.css';

/** Title line and frame of a card. */
export function CardFrame(props: { title: ReactNode; children: ReactNode; onDismiss?: () => void }) {
  return (
    <article className={classes.card}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} size="sm" truncate>
          {props.title}
        </Text>
        {props.onDismiss === undefined ? null : <CloseButton size="sm" aria-label="Dismiss" onClick={props.onDismiss} />}
      </Group>
      {props.children}
    </article>
  );
}
