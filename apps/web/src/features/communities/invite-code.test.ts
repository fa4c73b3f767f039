import { expect, test } from 'vitest';
import { inviteUrl, parseInvite } from './invite-code.ts';

test.each([
  ['abc-1', 'abc-1'],
  ['  abc-1\n', 'abc-1'],
  ['https://clips.example.org/join/abc-1', 'abc-1'],
  ['Come: http://localhost:3000/join/a%2Fb?x=1#y', 'a/b'],
  ['/join/%E0%A4%A', '%E0%A4%A'],
])('%j leads to the code %s', (text, code) => {
  expect(parseInvite(text)).toBe(code);
});

test('a link is read back', () => {
  expect(parseInvite(inviteUrl('https://x.test', 'a b/c'))).toBe('a b/c');
});
