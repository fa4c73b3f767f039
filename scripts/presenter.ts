/** The demo's presenter: a process that shares a moving picture in the channel "Stage" while somebody is there. */
import process from 'node:process';
import { disposeSyntheticShares, startPresenter } from '@reprise/synthetic-share';
import { RoomServiceClient, ServerError } from 'livekit-server-sdk';
import { z } from 'zod';
import { demoPassword, presenterEmail, stageChannelName } from './demo-accounts.ts';
import { connectAs } from './stack/replay-client.ts';

const env = z
  .object({ PORT: z.string(), LIVEKIT_URL: z.string(), LIVEKIT_API_KEY: z.string(), LIVEKIT_API_SECRET: z.string() })
  .parse(process.env);

const log = (message: string): void => {
  process.stdout.write(`${message}\n`);
};

const client = await connectAs(`http://127.0.0.1:${env.PORT}`, presenterEmail, demoPassword);
const roomName = await client.findRoom(stageChannelName);
const { identity } = await client.joinRoom(roomName);
const rooms = new RoomServiceClient(env.LIVEKIT_URL.replace(/^ws/, 'http'), env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET);

const stop = startPresenter({
  roomName,
  identity,
  log,
  join: () => client.joinRoom(roomName),
  startBuffer: () => client.ensureBuffer(roomName),
  listOccupants: async (room) => {
    try {
      return await rooms.listParticipants(room);
    } catch (error) {
      // A room exists from the first participant to some time after the last.
      if (error instanceof ServerError && error.status === 404) return [];
      throw error;
    }
  },
});
log(`waiting in "${stageChannelName}" for somebody to come`);

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void stop()
      .then(() => disposeSyntheticShares())
      .finally(() => process.exit(0));
  });
}
