import { ReplayError } from '@reprise/replay';
import { expect, test } from 'vitest';
import { toMediaRefusal } from './media-refusal.ts';

test('a clip that is being prepared says when to come back', () => {
  expect(toMediaRefusal(new ReplayError('CLIP_NOT_READY', { details: { retryAfterSeconds: 5 } }))).toEqual({
    status: 409,
    headers: { 'Retry-After': '5' },
    body: { code: 'CLIP_NOT_READY', message: 'The clip is being prepared' },
  });
});

test('a refusal of another bundle is known by its name', () => {
  const foreign = Object.assign(new Error('File not found'), { name: 'ReplayError', code: 'FILE_NOT_FOUND' });
  expect(toMediaRefusal(foreign)).toMatchObject({ status: 404, headers: {}, body: { code: 'FILE_NOT_FOUND' } });
});

test.each([new Error('disk'), Object.assign(new Error('x'), { name: 'ReplayError', code: 'NO_SUCH_CODE' }), 'text', undefined])(
  'anything else is none: %s',
  (error) => {
    expect(toMediaRefusal(error)).toBeUndefined();
  },
);
