import { expect, test } from 'vitest';
import { playerAction } from './player-keys.ts';

const press = (key: string, held: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test.each<[string, object]>([
  [' ', { type: 'toggle' }],
  ['K', { type: 'toggle' }],
  ['j', { type: 'skip', seconds: -10 }],
  ['l', { type: 'skip', seconds: 10 }],
  ['ArrowLeft', { type: 'skip', seconds: -5 }],
  ['ArrowRight', { type: 'skip', seconds: 5 }],
  [',', { type: 'step', direction: -1 }],
  ['.', { type: 'step', direction: 1 }],
  ['f', { type: 'fullscreen' }],
  ['m', { type: 'mute' }],
  ['c', { type: 'copy-frame' }],
  ['i', { type: 'mark-in' }],
  ['o', { type: 'mark-out' }],
  ['Home', { type: 'go', to: 'start' }],
])('%s', (key, action) => {
  expect(playerAction(press(key), 5)).toEqual(action);
});

test.each([press('c', { ctrlKey: true }), press('f', { metaKey: true }), press('x'), press('constructor'), press('c', { altKey: true })])(
  'leaves %o to the browser',
  (event) => {
    expect(playerAction(event, 5)).toBeUndefined();
  },
);
