import { expect, test } from 'vitest';
import { mediaProblem } from './media-problem.ts';

test.each([
  ['NotAllowedError', /does not let this page use the camera.*address bar/],
  ['NotFoundError', /No camera was found/],
  ['NotReadableError', /in use by another program/],
  ['OverconstrainedError', /chosen camera is gone/],
  ['TypeError', /HTTPS/],
])('%s', (name, expected) => expect(mediaProblem(Object.assign(new Error('x'), { name }), 'camera')).toMatch(expected));
