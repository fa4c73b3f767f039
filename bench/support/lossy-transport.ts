import { createWeriftTransport } from '../../packages/recorder/src/transport/werift-transport.ts';
import type { MediaTransport, MediaTransportOptions } from '../../packages/recorder/src/transport/media-transport.ts';
import { type LineOptions, type LossyRelay, startLossyRelay } from './lossy-relay.ts';

/** A recorder's transport whose way to the SFU is long and lossy. */
export interface LossyTransport {
  create(options: MediaTransportOptions): MediaTransport;
  /** Ends the relays, after the recording. */
  close(): void;
}

/** Each UDP port of the SFU is reached by a relay; its TCP port is not offered. */
export function createLossyTransport(line: Omit<LineOptions, 'targetPort'>): LossyTransport {
  const relays = new Map<string, LossyRelay>();

  async function reroute(text: string): Promise<string> {
    let result = text;
    for (const [whole, before = '', port = ''] of text.matchAll(/(candidate:\S+ \d udp \d+ \S+ )(\d+)/gi)) {
      const relay = relays.get(port) ?? (await startLossyRelay({ targetPort: Number(port), ...line }));
      relays.set(port, relay);
      result = result.replace(whole, `${before}${relay.port}`);
    }
    return result;
  }

  return {
    create(options) {
      // The SFU is told no address of ours: it would try that, and find the way without the relay.
      const transport = createWeriftTransport({ ...options, events: { ...options.events, onLocalCandidate: () => undefined } });
      return {
        ...transport,
        acceptOffer: async (sdp) => (await transport.acceptOffer(await reroute(sdp))).replaceAll(/a=candidate:.*\r\n/g, ''),
        addRemoteCandidate: async (json) => {
          if (!/ tcp /i.test(json)) await transport.addRemoteCandidate(await reroute(json));
        },
      };
    },
    close() {
      for (const relay of relays.values()) relay.close();
    },
  };
}
