import { describe, expect, test } from 'vitest';
import { buildContentSecurityPolicy } from './csp.ts';

const base = { nonce: 'abc', isDevelopment: false };

describe('buildContentSecurityPolicy', () => {
  test.each([
    ['ws://127.0.0.1:7880', `connect-src 'self' ws://127.0.0.1:7880 http://127.0.0.1:7880`],
    ['wss://live.example.org', `connect-src 'self' wss://live.example.org https://live.example.org`],
    [
      'wss://x.livekit.cloud',
      `connect-src 'self' wss://x.livekit.cloud https://x.livekit.cloud wss://*.livekit.cloud https://*.livekit.cloud`,
    ],
  ])('lets the page reach %s', (livekitUrl, directive) => {
    expect(buildContentSecurityPolicy({ ...base, livekitUrl }).split('; ')).toContain(directive);
  });

  test('runs only scripts with the nonce, and evaluates none in production', () => {
    const policy = buildContentSecurityPolicy({ ...base, livekitUrl: 'ws://x' });
    expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`);
    expect(policy).not.toContain('unsafe-eval');
  });
});
