import { Loader, Stack, Text } from '@mantine/core';
import classes from '../player/player-frame.module.css';

/** Where the player will be or would be: somebody else's clip of which only its owner's version exists. */
export function ClipNotWatchable({ state }: { state: 'preparing' | 'unavailable' }) {
  return (
    <Stack className={classes.waiting} role="status" align="center" justify="center" gap="sm" p="md" ta="center">
      {state === 'preparing' ? (
        <>
          <Loader color="gray.0" type="dots" aria-hidden="true" />
          <Text fw={600}>The clip is being prepared</Text>
          <Text size="sm">It plays here as soon as it is ready.</Text>
        </>
      ) : (
        <>
          <Text fw={600}>The clip could not be prepared for watching here</Text>
          <Text size="sm">Ask whoever captured it for the file.</Text>
        </>
      )}
    </Stack>
  );
}
