import { expect, test } from 'vitest';
import { attachmentDisposition } from './content-disposition.ts';

test.each([
  ['Great goal', `attachment; filename="Great goal.mp4"; filename*=UTF-8''Great%20goal.mp4`],
  ['Tor für München', `attachment; filename="Tor f_r M_nchen.mp4"; filename*=UTF-8''Tor%20f%C3%BCr%20M%C3%BCnchen.mp4`],
  ['../../etc/passwd', `attachment; filename="etc passwd.mp4"; filename*=UTF-8''etc%20passwd.mp4`],
  ['a"b\r\nSet-Cookie: x', `attachment; filename="a b Set-Cookie x.mp4"; filename*=UTF-8''a%20b%20Set-Cookie%20x.mp4`],
  ["it's (50%)*", `attachment; filename="it's (50_).mp4"; filename*=UTF-8''it%27s%20%2850%25%29.mp4`],
  [' .. ', `attachment; filename="replay.mp4"; filename*=UTF-8''replay.mp4`],
  ['🎬', `attachment; filename="__.mp4"; filename*=UTF-8''%F0%9F%8E%AC.mp4`],
])('%j', (title, header) => {
  expect(attachmentDisposition(title, '.mp4')).toBe(header);
});

test('a cut through a surrogate pair still encodes', () => {
  expect(() => attachmentDisposition('🎬'.repeat(100).slice(1), '.mp4')).not.toThrow();
});
