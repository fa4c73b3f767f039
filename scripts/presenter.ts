/** The demo's presenter: a process that shares a moving picture in the channel "Stage" while somebody is there. */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { disposeSyntheticShares, startPresenter } from '@reprise/synthetic-share';
import type { PresenterOptions } from '@reprise/synthetic-share';
import { RoomServiceClient, ServerError } from 'livekit-server-sdk';
import { z } from 'zod';
import { createReplayClient } from './stack/replay-client.ts';

const channelName = 'Stage';

const env = z
  .object({
    PORT: z.string(),
    PRESENTER_TOKEN: z.string(),
    LIVEKIT_URL: z.string(),
    LIVEKIT_API_KEY: z.string(),
    LIVEKIT_API_SECRET: z.string(),
  })
  .parse(process.env);
const client = createReplayClient(`http://127.0.0.1:${env.PORT}`, env.PRESENTER_TOKEN);
const rooms = new RoomServiceClient(env.LIVEKIT_URL.replace(/^ws/, 'http'), env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET);

function log(message: string): void {
  process.stdout.write(`${message}\n`);
}

/** Web may still be starting: ask until it answers. */
async function findPlace(): Promise<{ roomName: string; identity: string }> {
  let lastProblem = '';
  for (;;) {
    try {
      const roomName = await client.findRoom(channelName);
      const { identity } = await client.joinRoom(roomName);
      return { roomName, identity };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (Date.now() - startedAt > 30_000 && problem !== lastProblem) log(`no place to present: ${problem}`);
      lastProblem = problem;
      await delay(1_000);
    }
  }
}

const listOccupants: PresenterOptions['listOccupants'] = async (roomName) => {
  try {
    return await rooms.listParticipants(roomName);
  } catch (error) {
    // A room exists from the first participant to some time after the last.
    if (error instanceof ServerError && error.status === 404) return [];
    throw error;
  }
};

let stop = async (): Promise<void> => {};
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

const startedAt = Date.now();
const { roomName, identity } = await findPlace();
const joinRoom = (): Promise<{ url: string; token: string }> => client.joinRoom(roomName);
const startBuffer = (): Promise<void> => client.ensureBuffer(roomName, identity);
stop = startPresenter({ roomName, identity, log, listOccupants, join: joinRoom, startBuffer });
log(`waiting in "${channelName}" for somebody to come`);
