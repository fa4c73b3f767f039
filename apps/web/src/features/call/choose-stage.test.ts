import { expect, test } from 'vitest';
import { chooseStage } from './choose-stage.ts';

const item = (identity: string, what: string) => ({ participant: { identity }, what });
const people = [item('me', 'face'), item('mia', 'face'), item('ben', 'face')];
const shares = [item('me', 'screen'), item('mia', 'screen'), item('ben', 'screen')];
const nobody = { chosenShare: undefined, focused: undefined, viewerId: 'me' };

test.each([
  ['nobody shares', { ...nobody, people, shares: [] }, undefined],
  ['only I share', { ...nobody, people, shares: shares.slice(0, 1) }, shares[0]],
  ['others share too', { ...nobody, people, shares }, shares[1]],
  ['I chose a screen', { ...nobody, people, shares, chosenShare: 'ben' }, shares[2]],
  ['whose sharer is gone', { ...nobody, people, shares, chosenShare: 'gone' }, shares[1]],
  ['I focus somebody', { ...nobody, people, shares, focused: 'ben' }, people[2]],
])('when %s', (_name, of, expected) => expect(chooseStage(of)).toBe(expected));
