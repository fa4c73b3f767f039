import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Passes UDP on like a long and lossy line. */
export interface LossyRelay {
  /** Address that stands for `targetPort`. */
  port: number;
  /** Packets that were passed on and left out, both ways. */
  counts(): { passed: number; lost: number };
  close(): void;
}

export interface LineOptions {
  targetPort: number;
  /** Each way, ms. */
  delayMs: number;
  /** Share of the packets of each way that is lost, 0..1. */
  loss: number;
}

/** Relays a free port of this machine; each client gets a socket of its own towards the target. */
export async function startLossyRelay({ targetPort, delayMs, loss }: LineOptions): Promise<LossyRelay> {
  const outside = createSocket('udp4');
  const inside = new Map<string, Socket>();
  const counts = { passed: 0, lost: 0 };
  let isClosed = false;

  /** Timers keep the order of packets that came in one after the other. */
  function passOn(send: () => void): void {
    if (Math.random() < loss) {
      counts.lost += 1;
      return;
    }
    counts.passed += 1;
    setTimeout(() => {
      if (!isClosed) send();
    }, delayMs);
  }

  function socketFor(clientPort: number, clientAddress: string): Socket {
    const key = `${clientAddress}:${clientPort}`;
    const known = inside.get(key);
    if (known) return known;
    const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
    inside.set(key, socket);
    socket.on('message', (packet) => passOn(() => outside.send(packet, clientPort, clientAddress)));
    return socket;
  }

  outside.on('message', (packet, { port, address }) => {
    const socket = socketFor(port, address);
    passOn(() => socket.send(packet, targetPort, '127.0.0.1'));
  });
  outside.bind(0, '127.0.0.1');
  await once(outside, 'listening');
  return {
    port: outside.address().port,
    counts: () => ({ ...counts }),
    close() {
      isClosed = true;
      outside.close();
      for (const socket of inside.values()) socket.close();
    },
  };
}
