import { listen } from '@reprise/db';
import { CALL_HINT_CHANNEL, parseCallHint } from '@reprise/replay/server';
import type { Logger } from 'pino';

export interface CallHintDeps {
  databaseUrl: string;
  log: Logger;
  /** Looks at these rooms now. */
  reconcile: (roomNames: string[]) => Promise<unknown>;
  /** Looks at this recording now. */
  lookAtEgress: (egressId: string) => void;
}

/** Acts on what webhooks hint at; several hints during one look are one more look. */
export function watchCallHints({ databaseUrl, log, reconcile, lookAtEgress }: CallHintDeps): { close(): Promise<void> } {
  const rooms = new Set<string>();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    while (rooms.size > 0) {
      const some = [...rooms];
      rooms.clear();
      await reconcile(some).catch((error: unknown) => log.warn({ err: error }, 'A webhook could not be followed'));
    }
  };
  const listener = listen({
    connectionString: databaseUrl,
    channels: [CALL_HINT_CHANNEL],
    onNotification: (_channel, payload) => {
      const { roomName, egressId } = parseCallHint(payload);
      if (egressId !== undefined) lookAtEgress(egressId);
      if (roomName !== undefined) rooms.add(roomName);
      looking ??= look().finally(() => {
        looking = undefined;
      });
    },
    onConnected: () => {},
    onLost: (error) => log.warn({ err: error }, 'The listening connection for webhooks was lost'),
  });
  return {
    close: async () => {
      await listener.close();
      rooms.clear();
      await looking;
    },
  };
}
