import { expect, test } from 'vitest';
import { isHairpin, judgeRoute } from './judge-route.ts';

const own = ['127.0.0.1', '10.0.0.5', '203.0.113.7'];

test.each([
  ['media on this machine', '127.0.0.1', ['127.0.0.1'], false],
  ['media in this network', '10.0.0.9', ['10.0.0.9'], false],
  ['LiveKit is far away', '198.51.100.1', ['198.51.100.1'], false],
  ['the public address is our own', '203.0.113.7', ['10.0.0.9'], false],
  ['next door, but its public address', '198.51.100.1', ['10.0.0.9'], true],
  ['on this machine, but its public address', '198.51.100.1', ['127.0.0.1'], true],
])('%s', (_name, media, signal, expected) => {
  expect(isHairpin(media, { own, signal })).toBe(expected);
});

const end = (address: string) => ({ address, port: 7882, type: 'host' });

test.each([
  ['udp', '10.0.0.9', 'ok', '10.0.0.9:7882'],
  ['tcp', '10.0.0.9', 'warning', 'UDP does not get through'],
  ['udp', '198.51.100.1', 'warning', 'hairpin'],
] as const)('%s by %s is %s', (protocol, address, state, text) => {
  const found = judgeRoute(
    { problem: undefined, route: { protocol, local: end('10.0.0.5'), remote: end(address) } },
    { own, signal: ['10.0.0.9'] },
  );
  expect(found.state).toBe(state);
  expect(found.detail).toContain(text);
});

test('no way is a problem', () => {
  expect(judgeRoute({ problem: 'ICE failed', route: undefined }, { own, signal: [] })).toMatchObject({ state: 'problem' });
});
