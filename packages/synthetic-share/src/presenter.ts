import { setTimeout as delay } from 'node:timers/promises';
import { startSyntheticShare } from './synthetic-share.ts';
import type { SyntheticShare, SyntheticShareOptions } from './synthetic-share.ts';

/** What the presenter needs to know of a participant. */
export interface RoomOccupant {
  identity: string;
  /** Recorders and hidden participants are no audience. */
  permission?: { hidden: boolean; recorder: boolean } | undefined;
}

/** Where and how the presenter presents. */
export interface PresenterOptions {
  roomName: string;
  /** The presenter's own LiveKit identity. */
  identity: string;
  /** Who is in the room; an empty list when the room does not exist. */
  listOccupants: (roomName: string) => Promise<readonly RoomOccupant[]>;
  /** A fresh address and token to join with. */
  join: () => Promise<{ url: string; token: string }>;
  /** Makes sure that a replay buffer runs for the share; called again and again, so it must be idempotent. */
  startBuffer: () => Promise<void>;
  /** One line about what happens, for a log. */
  log: (message: string) => void;
  share?: Omit<SyntheticShareOptions, 'url' | 'token' | 'onDisconnected'>;
  /** How often the room is looked at, default 2000. */
  pollIntervalMs?: number;
  /** How long an empty room is still presented to, default 30,000. */
  leaveAfterMs?: number;
}

/** How often the buffer is checked once it runs. */
const bufferCheckIntervalMs = 10_000;

/** Whether somebody is in the room to present to: neither a recorder nor the presenter. */
export function hasAudience(occupants: readonly RoomOccupant[], presenterIdentity: string): boolean {
  return occupants.some(
    ({ identity, permission }) => identity !== presenterIdentity && permission?.hidden !== true && permission?.recorder !== true,
  );
}

/**
 * Shares the clock picture while somebody is in the room, for ever: every failure is logged and tried again.
 * @returns a function that leaves the room and ends the presenter
 */
export function startPresenter(options: PresenterOptions): () => Promise<void> {
  const { pollIntervalMs = 2000, leaveAfterMs = 30_000 } = options;
  const ending = new AbortController();
  let share: SyntheticShare | undefined;
  let lastAudienceAt = 0;
  let bufferCheckAt = 0;
  let lastProblem = '';

  async function look(): Promise<void> {
    const occupants = await options.listOccupants(options.roomName);
    if (hasAudience(occupants, options.identity)) lastAudienceAt = Date.now();
    const isWanted = Date.now() - lastAudienceAt < leaveAfterMs;
    if (isWanted && !share) await enter();
    if (!isWanted && share) await leave('nobody is watching');
    if (share && Date.now() >= bufferCheckAt) {
      await options.startBuffer();
      bufferCheckAt = Date.now() + bufferCheckIntervalMs;
    }
  }

  async function enter(): Promise<void> {
    const address = await options.join();
    const started = await startSyntheticShare({
      ...options.share,
      ...address,
      onDisconnected: () => {
        options.log('lost the room');
        share = undefined;
        void started.stop();
      },
    });
    share = started;
    bufferCheckAt = 0;
    options.log('presenting');
  }

  async function leave(reason: string): Promise<void> {
    const ended = share;
    share = undefined;
    await ended?.stop();
    if (ended) options.log(`left: ${reason}`);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await look();
        lastProblem = '';
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (problem !== lastProblem) options.log(`trying again: ${problem}`);
        lastProblem = problem;
      }
      await delay(pollIntervalMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
    await leave('shutting down');
  }

  const running = run();
  return async () => {
    ending.abort();
    await running;
  };
}
