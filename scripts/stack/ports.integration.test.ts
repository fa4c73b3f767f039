import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { assertPortsAreFree } from './ports.ts';

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve({ server, port: address.port });
      else reject(new Error('No port'));
    });
  });
}

it('names a port that is taken and the variable to change', async () => {
  const { server, port } = await listen();
  onTestFinished(() => void server.close());
  const use = { port, variable: 'LIVEKIT_PORT', purpose: 'LiveKit', protocol: 'tcp' } as const;
  await expect(assertPortsAreFree([use])).rejects.toThrow(new RegExp(`${port}.*LIVEKIT_PORT`));
  // The same number of the other protocol is another port.
  await expect(assertPortsAreFree([{ ...use, protocol: 'udp' }])).resolves.toBeUndefined();
});
