import pg from 'pg';

export interface ListenOptions {
  connectionString: string;
  channels: string[];
  onNotification: (channel: string, payload: string) => void;
  /** The connection is up (again): whatever was announced meanwhile was missed and must be read from the tables. */
  onConnected: () => void;
  onLost: (error: Error) => void;
}

/** A LISTEN connection that comes back by itself. */
export interface Listener {
  close(): Promise<void>;
}

const RETRY_MS = 500;

/** Listens on PostgreSQL channels for as long as the process lives; the first connection is retried like any other. */
export function listen(options: ListenOptions): Listener {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  const connect = (): void => {
    const next = new pg.Client({ connectionString: options.connectionString, keepAlive: true });
    client = next;
    let isLost = false;
    const lost = (error: Error): void => {
      if (isLost || isClosed) return;
      isLost = true;
      options.onLost(error);
      // An ended client may still emit; what it says no longer matters.
      next.end().catch(() => undefined);
      retry = setTimeout(connect, RETRY_MS);
    };
    next.on('error', lost);
    next.on('end', () => lost(new Error('The listening connection ended')));
    next.on('notification', (notification) => options.onNotification(notification.channel, notification.payload ?? ''));
    next
      .connect()
      .then(async () => {
        for (const channel of options.channels) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        options.onConnected();
      })
      .catch(lost);
  };
  connect();

  return {
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
