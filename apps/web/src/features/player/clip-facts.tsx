'use client';
import { Text } from '@mantine/core';
import { formatBytes, formatDuration, LocalTime } from '@reprise/ui';
import type { ReactNode } from 'react';
import type { ClipView } from '../../trpc/types.ts';
import classes from './clip-facts.module.css';

/** Who, when, where, how long and how large. */
export function ClipFacts({ clip }: { clip: ClipView }) {
  const facts: Array<[string, ReactNode]> = [
    ['Captured', <LocalTime key="captured" at={clip.capturedAt} />],
    [
      'Shows',
      <span key="shows">
        <LocalTime at={clip.actual.startAt} show="time" /> to <LocalTime at={clip.actual.endAt} show="time" />
      </span>,
    ],
    ['By', clip.isOwn ? 'You' : 'Somebody who shared it with you'],
    ...(clip.communityName === null ? [] : [['Community', clip.communityName] satisfies [string, ReactNode]]),
    ['Length', formatDuration(clip.durationSeconds)],
    ['Size', formatBytes(clip.sizeBytes)],
    ...(clip.width === null || clip.height === null ? [] : [['Picture', `${clip.width}×${clip.height}`] satisfies [string, ReactNode]]),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0}>
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}
