'use client';
import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import classes from './capture-tray.module.css';
import { CaptureCard } from './capture-card.tsx';
import type { CaptureTrayControl } from './use-captures.ts';

/** The captures of this person in this call, newest first, beside the stage (under it on a phone). */
export function CaptureTray({ captures }: { captures: CaptureTrayControl }) {
  const [spoken, setSpoken] = useState('');
  return (
    <>
      <VisuallyHidden role="status">{spoken}</VisuallyHidden>
      <aside className={classes.tray} aria-label="Your captures" data-empty={captures.cards.length === 0}>
        {captures.cards.map((card) => (
          <CaptureCard
            key={card.key}
            card={card}
            onSendAgain={captures.sendAgain}
            onDismiss={() => captures.dismiss(card.key)}
            onSay={setSpoken}
          />
        ))}
      </aside>
    </>
  );
}
