import { describe, expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

describe('safeReturnPath', () => {
  test.each([
    [undefined, '/'],
    ['/clips?x=1#y', '/clips?x=1#y'],
    [['/call/abc', '/b'], '/call/abc'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
  ])('%j leads to %s', (value, path) => {
    expect(safeReturnPath(value)).toBe(path);
  });
});
