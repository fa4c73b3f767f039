import { Loader, Stack, Text } from '@mantine/core';
import classes from './player-frame.module.css';

/** Where the player will be: somebody else's clip of which only its owner's version exists yet. */
export function ClipBeingPrepared() {
  return (
    <Stack className={classes.waiting} role="status" align="center" justify="center" gap="sm" p="md" ta="center">
      <Loader color="gray.0" type="dots" aria-hidden="true" />
      <Text fw={600}>The clip is being prepared</Text>
      <Text size="sm">It plays here as soon as it is ready.</Text>
    </Stack>
  );
}
