'use client';
import { CloseButton, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CaptureCardState, CapturePress } from './capture-cards.ts';
import classes from './capture-tray.module.css';
import { KnownCapture } from './known-capture.tsx';
import { CaptureProblem, CaptureProgress } from './capture-progress.tsx';

/** One capture, from the instant of the press on. */
export function CaptureCard(props: { card: CaptureCardState; onSendAgain: (press: CapturePress) => void; onDismiss: () => void }) {
  const { card, onSendAgain, onDismiss } = props;
  switch (card.kind) {
    case 'sending':
      return (
        <CardFrame title={`Last ${card.press.minutes} min`}>
          <CaptureProgress status="queued" progress={0} />
        </CardFrame>
      );
    case 'refused':
      return (
        <CardFrame title={`Last ${card.press.minutes} min`} onDismiss={onDismiss}>
          <CaptureProblem message={card.message} onRetry={() => onSendAgain(card.press)} />
        </CardFrame>
      );
    case 'known':
      return <KnownCapture captureId={card.captureId} onDismiss={onDismiss} />;
  }
}

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
