import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A port this stack listens on, and the variable that moves it. */
export interface PortUse {
  port: number;
  variable: string;
  purpose: string;
  protocol: 'tcp' | 'udp';
}

/** @throws Error naming each port that is taken and the variable to change. */
export async function assertPortsAreFree(uses: readonly PortUse[]): Promise<void> {
  const taken: string[] = [];
  for (const use of uses) {
    if (await isFree(use)) continue;
    taken.push(
      `Port ${use.port}/${use.protocol} (${use.purpose}) is in use: stop what listens there, or set ${use.variable} to another port.`,
    );
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

function isFree({ port, protocol }: PortUse): Promise<boolean> {
  return new Promise((resolve) => {
    if (protocol === 'udp') {
      const socket = createSocket('udp4');
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => {
        socket.close(() => resolve(true));
      });
      return;
    }
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve(true));
    });
  });
}
