import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Passes TCP connections on until they are cut. */
export interface TcpRelay {
  port: number;
  /** Ends all connections at once; new ones are passed on again. */
  cut(): void;
  close(): Promise<void>;
}

/** Relays a free port of this machine to `targetPort`. */
export async function startTcpRelay(targetPort: number): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(targetPort, '127.0.0.1');
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    }
    inner.pipe(outer).pipe(inner);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
