import { expect, test } from 'vitest';
import type { OpenSession } from '../ports/reconcile-store.ts';
import { judgeSession, UNHELD_MS } from './judge-session.ts';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);
const session = (fields: Partial<OpenSession>): OpenSession => ({
  id: 's1',
  egressId: 'DR_s1',
  roomName: 'room',
  userId: 'sharer',
  recorder: 'direct',
  status: 'active',
  hadMedia: true,
  bufferedTo: ago(1000),
  heldUntil: ago(-10_000),
  ...fields,
});
const unheld = { heldUntil: ago(UNHELD_MS + 1) };

test.each<[string, Partial<OpenSession>, boolean, string]>([
  ['a share that goes on is kept', {}, true, 'keep'],
  ['a static screen whose buffer does not grow is kept', { bufferedTo: ago(2 * 3_600_000) }, true, 'keep'],
  ['a share that is gone is in grace', {}, false, 'begin-grace'],
  ['one that is gone before its first picture has failed', { status: 'starting', hadMedia: false }, false, 'fail'],
  ['one that came back and went again is in grace', { status: 'starting' }, false, 'begin-grace'],
  ['a start that somebody works on is kept', { status: 'starting', hadMedia: false }, true, 'keep'],
  ['a start that nobody takes has failed', { status: 'starting', hadMedia: false, ...unheld }, true, 'fail'],
  ['a recording without recorder is in grace', unheld, true, 'begin-grace'],
  ['a recorder that was lost just now is waited for', { heldUntil: ago(UNHELD_MS) }, true, 'keep'],
  ['a stop that somebody carries out is kept', { status: 'stopping' }, false, 'keep'],
  ['a stop that nobody carries out is done', { status: 'stopping', ...unheld }, false, 'stopped'],
  ['a grace whose share never ended is over', { status: 'grace' }, true, 'end-grace'],
  ['a grace whose media does not arrive is kept', { status: 'grace', bufferedTo: ago(60_000) }, true, 'keep'],
  ['a grace without a share is kept', { status: 'grace' }, false, 'keep'],
])('%s', (_name, fields, isShared, action) => {
  expect(judgeSession(session(fields), isShared, now).action).toBe(action);
});
