import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test.each([
  [undefined, null],
  ['', null],
  ['unknown', null],
  ['203.0.113.9', '203.0.113.9'],
  ['6.6.6.6, 203.0.113.9', '203.0.113.9'],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.1'],
  ['203.0.113.9, nonsense', null],
])('%j: %j', (header, address) => {
  expect(clientAddress(new Headers(header === undefined ? {} : { 'x-forwarded-for': header }))).toBe(address);
});
