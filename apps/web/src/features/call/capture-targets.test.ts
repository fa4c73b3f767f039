import { expect, test } from 'vitest';
import { targetsOf } from './capture-targets.ts';

test('the library comes first, then the channels, then the computer itself', () => {
  const targets = targetsOf({
    textChannels: [
      { id: 'c1', name: 'clips' },
      { id: 'library', name: 'library' },
    ],
  });
  expect(targets.map(({ label }) => label)).toEqual(['in my library', 'in #clips', 'in #library', 'in my downloads, when ready']);
  expect(new Set(targets.map(({ key }) => key)).size).toBe(4);
});
