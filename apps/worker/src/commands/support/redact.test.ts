import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { createRedactor, describeVariables } from './redact.ts';

const variables = {
  AUTH_SECRET: 'correct-horse "battery" staple',
  LIVEKIT_API_SECRET: 'livekit/secret+with=signs',
  LIVEKIT_API_KEY: 'APIkeyOfMine',
  DATABASE_URL: 'postgres://owner:p%40ss%20word@db.internal:5432/reprise',
  S3_SECRET_ACCESS_KEY: 's3-very-secret',
  REPLAY_BUFFER_PATH: '/var/lib/buffers',
};
const secrets = [
  'correct-horse "battery" staple',
  'livekit/secret+with=signs',
  'APIkeyOfMine',
  'p%40ss%20word',
  'p@ss word',
  's3-very-secret',
];
const redact = createRedactor(variables);

test.each([
  ['a log line', 'token refused for secret livekit/secret+with=signs'],
  ['an encoded one', `?secret=${encodeURIComponent('livekit/secret+with=signs')}`],
  ['base64', Buffer.from('s3-very-secret').toString('base64')],
  ['JSON inside text', JSON.stringify({ a: 'correct-horse "battery" staple' })],
  ['an address with a password', 'cannot reach postgres://owner:p%40ss%20word@db.internal:5432/reprise'],
  ['an address with another password', 'redis://:hunter22@cache'],
  ['a bearer token', 'Authorization: Bearer abcdef0123456789abcdef'],
  ['a token of its own', 'joined with eyJhbGciOi.eyJpc3MiOi.c2lnbmF0dXJl'],
  ['a named one', '{"sessionToken":"abcdefgh12345","password": "hunter22"}'],
  ['a person', 'robin@people.test captured'],
])('%s tells nothing', (_name, text) => {
  const told = JSON.stringify(redact({ text, [text]: [text] }));
  for (const secret of [...secrets, 'hunter22', 'abcdef', 'eyJ', 'abcdefgh12345', 'robin@']) expect(told).not.toContain(secret);
});

it('leaves what is none as it is', () => {
  const value = { at: new Date(0), count: 3, none: null, path: '/var/lib/buffers', list: ['a buffer runs'] };
  expect(redact(value)).toEqual(value);
});

it('never lets a secret through, wherever it stands', () => {
  fc.assert(
    fc.property(fc.constantFrom(...secrets), fc.string(), fc.string(), (secret, before, after) => {
      expect(JSON.stringify(redact([`${before}${secret}${after}`]))).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
  );
});

it('tells whether secrets are set, not what they are', () => {
  expect(describeVariables({ ...variables, EMPTY_SECRET: '', HOME: '/root' }, /^(AUTH|REPLAY|EMPTY|LIVEKIT)_/)).toEqual({
    AUTH_SECRET: '[set, 30 characters]',
    LIVEKIT_API_SECRET: '[set, 25 characters]',
    LIVEKIT_API_KEY: '[set, 12 characters]',
    REPLAY_BUFFER_PATH: '/var/lib/buffers',
  });
});
