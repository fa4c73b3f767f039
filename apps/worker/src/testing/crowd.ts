import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestLivekit } from '@reprise/recorder/testing';
import type { PressAs, TestWorld } from '@reprise/replay/testing';
import type { PressedCapture } from './watch-capture.ts';

/** People in the call who may all capture the one share. */
export interface Crowd {
  userIds: string[];
  /** Everybody presses once for the last `seconds`, evenly within `withinMs`; answers in the order of the presses. */
  press(seconds: number, withinMs: number): Promise<PressedCapture[]>;
  leave(): Promise<void>;
}

interface CrowdOptions {
  count: number;
  world: TestWorld;
  livekit: TestLivekit;
  sessionId: string;
  pressAs: PressAs;
  watch: (captureId: string, pressedMs: number) => PressedCapture;
}

/** LiveKit counts who holds a signal connection as in the room, for some seconds even without media. */
async function enterCall(livekit: TestLivekit, userId: string): Promise<WebSocket> {
  const token = await livekit.token(userId, { canPublish: false, canSubscribe: false });
  const query = new URLSearchParams({ access_token: token, auto_subscribe: '0', protocol: '16' });
  const socket = new WebSocket(`${livekit.url}/rtc?${query.toString()}`);
  // The first message is the answer to the join.
  await once(socket, 'message');
  return socket;
}

/** Makes the members and lets them into the call. */
export async function joinCrowd({ count, world, livekit, sessionId, pressAs, watch }: CrowdOptions): Promise<Crowd> {
  const members = await Promise.all(Array.from({ length: count }, (_, index) => world.addMember(`presser ${index}`, ['CAPTURE_REPLAY'])));
  const userIds = members.map(({ userId }) => userId);
  const sockets = await Promise.all(userIds.map((userId) => enterCall(livekit, userId)));
  return {
    userIds,
    press: (seconds, withinMs) =>
      Promise.all(
        userIds.map(async (userId, index) => {
          await sleep((index * withinMs) / count);
          const pressedMs = Date.now();
          const { id } = await pressAs(userId, { sessionId, durationSeconds: seconds, pressedAt: new Date(pressedMs).toISOString() });
          return watch(id, pressedMs);
        }),
      ),
    async leave() {
      await Promise.all(
        sockets.map(async (socket) => {
          if (socket.readyState === WebSocket.CLOSED) return;
          const closed = once(socket, 'close');
          socket.close();
          await closed;
        }),
      );
    },
  };
}
