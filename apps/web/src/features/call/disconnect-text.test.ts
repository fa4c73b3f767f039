import { DisconnectReason } from 'livekit-client';
import { expect, test } from 'vitest';
import { disconnectText } from './disconnect-text.ts';

test('leaving needs no explanation', () => {
  expect(disconnectText(DisconnectReason.CLIENT_INITIATED)).toBeUndefined();
});

test.each([undefined, DisconnectReason.DUPLICATE_IDENTITY, DisconnectReason.PARTICIPANT_REMOVED, DisconnectReason.JOIN_FAILURE])(
  'reason %s is explained',
  (reason) => {
    expect(disconnectText(reason)).toMatch(/\.$/);
  },
);
