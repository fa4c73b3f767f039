import { Socket } from 'node:dgram';
import type { RTCDtlsTransport } from 'werift';

/** The default holds about 90 packets: one keyframe burst during a garbage collection overflows it. */
const WANTED_BYTES = 4 * 1024 * 1024;

/**
 * Asks the kernel for a large receive buffer on all UDP sockets of a transport.
 * @returns the smallest that was given (the kernel caps it at net.core.rmem_max); undefined without a UDP socket
 */
export function growReceiveBuffers(dtls: RTCDtlsTransport): number | undefined {
  let smallest: number | undefined;
  for (const socket of findUdpSockets(dtls.iceTransport.connection)) {
    try {
      socket.setRecvBufferSize(WANTED_BYTES);
      smallest = Math.min(smallest ?? Number.POSITIVE_INFINITY, socket.getRecvBufferSize());
    } catch {
      // A socket that is closing has no buffer to grow.
    }
  }
  return smallest;
}

/** The sockets are private to the library: looked for by shape, and simply not found when it changes. */
function findUdpSockets(connection: object): Socket[] {
  const protocols: unknown = Reflect.get(connection, 'protocols');
  if (!Array.isArray(protocols)) return [];
  return protocols.flatMap((protocol: unknown) => {
    const socket = property(property(protocol, 'transport'), 'socket');
    return socket instanceof Socket ? [socket] : [];
  });
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
