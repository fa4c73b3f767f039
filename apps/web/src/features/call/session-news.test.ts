import { describe, expect, test } from 'vitest';
import { sessionNews } from './session-news.ts';
import { roomSession } from './testing/room-session.ts';

const me = { id: 'me', isSharing: true };
const news = (...[before, after, viewer]: Parameters<typeof sessionNews>) =>
  sessionNews(before, after, viewer).map(({ kind, session }) => `${kind} ${session.id}`);

describe('of somebody else', () => {
  const active = roomSession();
  test.each([
    ['a buffer that starts', [], [active], ['started s1']],
    ['one that was starting', [roomSession({ status: 'starting' })], [active], ['started s1']],
    ['progress', [active], [roomSession({ bufferBytes: 1 })], []],
    ['a share that ends', [active], [roomSession({ status: 'grace' })], ['share-ended s1']],
    ['a share that comes back', [roomSession({ status: 'grace' })], [active], ['resumed s1']],
    ['a buffer its sharer stops', [roomSession({ status: 'stopping' })], [], ['withdrawn s1']],
    ['a grace that is over', [roomSession({ status: 'grace' })], [roomSession({ status: 'ended' })], ['ended s1']],
    ['an end of long ago', [], [roomSession({ status: 'ended' })], []],
    ['an ended one that is listed no more', [roomSession({ status: 'ended' })], [], []],
  ])('%s', (_name, before, after, expected) => expect(news(before, after, me)).toEqual(expected));
});

describe('of one’s own', () => {
  const own = (changes: Parameters<typeof roomSession>[0] = {}) => roomSession({ userId: 'me', ...changes });
  test.each([
    ['starting is no news', [], [own()], true, []],
    ['an end while sharing is explained', [own()], [own({ status: 'grace', reason: 'The recorder is gone' })], true, ['unexpected s1']],
    ['an end with the share is not', [own()], [own({ status: 'grace' })], false, []],
    ['a failure is explained', [own({ status: 'starting' })], [own({ status: 'failed' })], true, ['unexpected s1']],
    ['the end of the grace is not', [own({ status: 'grace' })], [own({ status: 'ended' })], false, []],
    ['what one stopped oneself is not', [own({ status: 'stopping' })], [], true, []],
  ])('%s', (_name, before, after, isSharing, expected) => expect(news(before, after, { id: 'me', isSharing })).toEqual(expected));
});
