import { describe, expect, test } from 'vitest';
import { fileHeaders } from './file-headers.ts';
import { parseRange } from './parse-range.ts';

const etag = '"abc"';

describe('parseRange of a file of 100 bytes', () => {
  test.each([
    [undefined, { status: 200 }],
    ['', { status: 200 }],
    ['bytes=0-', { status: 206, start: 0, end: 99 }],
    ['bytes=0-0', { status: 206, start: 0, end: 0 }],
    ['bytes=10-19', { status: 206, start: 10, end: 19 }],
    ['bytes=90-1000', { status: 206, start: 90, end: 99 }],
    ['bytes=99-', { status: 206, start: 99, end: 99 }],
    ['bytes=-1', { status: 206, start: 99, end: 99 }],
    ['bytes=-1000', { status: 206, start: 0, end: 99 }],
    ['BYTES=5-6', { status: 206, start: 5, end: 6 }],
    ['bytes=100-', { status: 416 }],
    ['bytes=100-200', { status: 416 }],
    ['bytes=-0', { status: 416 }],
    ['bytes=20-10', { status: 200 }],
    ['bytes=-', { status: 200 }],
    ['bytes=a-b', { status: 200 }],
    ['bytes=0-1,5-6', { status: 200 }],
    ['items=0-1', { status: 200 }],
  ])('%s', (range, expected) => {
    expect(parseRange({ range }, 100, etag)).toEqual(expected);
  });

  test('If-Range: only with the very ETag', () => {
    expect(parseRange({ range: 'bytes=0-1', ifRange: etag }, 100, etag)).toEqual({ status: 206, start: 0, end: 1 });
    expect(parseRange({ range: 'bytes=0-1', ifRange: '"other"' }, 100, etag)).toEqual({ status: 200 });
    expect(parseRange({ range: 'bytes=0-1', ifRange: 'W/"abc"' }, 100, etag)).toEqual({ status: 200 });
    expect(parseRange({ range: 'bytes=0-1', ifRange: 'Sat, 21 Nov 2026 08:00:00 GMT' }, 100, etag)).toEqual({ status: 200 });
  });

  test('an empty file has no ranges', () => {
    expect(parseRange({ range: 'bytes=0-' }, 0, etag)).toEqual({ status: 416 });
    expect(parseRange({ range: 'bytes=-5' }, 0, etag)).toEqual({ status: 416 });
    expect(parseRange({}, 0, etag)).toEqual({ status: 200 });
  });
});

describe('fileHeaders', () => {
  const file = {
    id: 'f',
    filename: 'replay-1.mp4',
    title: 'Great goal',
    mimeType: 'video/mp4',
    sizeBytes: 100,
    checksum: 'abc',
    storagePath: 'x',
  };

  test('whole, part and none', () => {
    expect(fileHeaders(file, { status: 200 }, false)).toMatchObject({ 'Content-Length': '100', ETag: '"abc"', 'Accept-Ranges': 'bytes' });
    expect(fileHeaders(file, { status: 206, start: 10, end: 19 }, true)).toMatchObject({
      'Content-Length': '10',
      'Content-Range': 'bytes 10-19/100',
      'Content-Disposition': 'attachment; filename="replay-1.mp4"',
    });
    expect(fileHeaders(file, { status: 416 }, false)).toMatchObject({ 'Content-Range': 'bytes */100' });
  });

  test('a name cannot break out of its header', () => {
    const header = fileHeaders({ ...file, filename: 'a"\r\nX: y.mp4' }, { status: 200 }, false)['Content-Disposition'];
    expect(header).toBe('inline; filename="a___X__y.mp4"');
  });
});
