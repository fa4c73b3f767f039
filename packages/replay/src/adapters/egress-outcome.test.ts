import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebhookEvent } from 'livekit-server-sdk';
import { expect, test } from 'vitest';
import { outcomeOf } from './egress-outcome.ts';

const samples = join(import.meta.dirname, '../testing/egress/webhooks');

/** Every recorded end, and what it is to us. */
const expected: Record<string, string> = {
  'aborted-stop-before-start': 'failed aborted',
  'cpu-exhausted': 'failed cpu-exhausted',
  'handler-killed': 'failed recorder-lost',
  'mute-resize-unpublish': 'ended The share has ended',
  'nonexistent-track': 'failed track-gone',
  'publisher-crashed': 'ended The share has ended',
  'publisher-left': 'ended The share has ended',
  'room-deleted': 'ended The share has ended',
  'sample-index': 'ended The recording was stopped',
  'sample-timestamp': 'ended The recording was stopped',
  'stop-api': 'ended The recording was stopped',
  'unwritable-storage': 'failed storage',
  'vp8-source': 'ended The recording was stopped',
};

const names = readdirSync(samples).filter((name) => name.includes('.egress_'));

test.each(names)('%s', (name) => {
  const { egressInfo } = WebhookEvent.fromJsonString(readFileSync(join(samples, name), 'utf8'));
  if (!egressInfo) throw new Error('No egressInfo');
  const outcome = outcomeOf(egressInfo);
  const [scenario = '', event, status] = name.split('.');
  const told = outcome.state === 'failed' ? `failed ${outcome.code}` : outcome.state === 'ended' ? `ended ${outcome.reason}` : 'running';
  expect(told).toBe(event === 'egress_ended' || status === 'ending' ? expected[scenario] : 'running');
});

test('every recorded end is in the table', () => {
  const ended = names.filter((name) => name.includes('.egress_ended')).map((name) => name.split('.')[0] ?? '');
  expect(ended.sort()).toEqual(Object.keys(expected).sort());
});
