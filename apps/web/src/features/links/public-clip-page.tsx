import { Group, Stack, Text, Title } from '@mantine/core';
import type { PublicClip } from '@reprise/replay';
import { formatDuration, LocalTime } from '@reprise/ui';
import { MadeWith } from './made-with.tsx';
import classes from './public-clip-page.module.css';
import { RefreshWhilePreparing } from './refresh-while-preparing.tsx';

const notReady = {
  preparing: 'This clip is being prepared. It plays here in a moment.',
  unavailable: 'This clip could not be prepared for watching here. Ask the person who sent the link for the file.',
} as const;

/** A clip for anybody who has its link: one picture to play, on any phone, and nothing else of the place it comes from. */
export function PublicClipPage({ clip, videoUrl, posterUrl }: { clip: PublicClip; videoUrl: string; posterUrl: string }) {
  const poster = clip.hasPoster ? { poster: posterUrl } : {};
  return (
    <main className={classes.page}>
      <Stack gap="md" className={classes.column}>
        <div className={classes.stage}>
          {clip.state === 'ready' ? (
            <video className={classes.video} src={videoUrl} {...poster} controls playsInline preload="metadata" aria-label={clip.title} />
          ) : (
            <>
              {clip.hasPoster ? <img className={classes.video} src={posterUrl} alt="" /> : null}
              <Text className={classes.note} role="status">
                {notReady[clip.state]}
              </Text>
            </>
          )}
        </div>
        <Group justify="space-between" align="start" gap="sm" wrap="nowrap">
          <Stack gap={2} miw={0}>
            <Title order={1} size="h3" className={classes.title}>
              {clip.title}
            </Title>
            <Text size="sm" c="dimmed">
              <LocalTime at={clip.capturedAt} /> · {formatDuration(clip.durationSeconds)}
            </Text>
          </Stack>
          <MadeWith />
        </Group>
        {clip.state === 'preparing' ? <RefreshWhilePreparing /> : null}
      </Stack>
    </main>
  );
}
