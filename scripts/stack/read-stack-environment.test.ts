import { describe, expect, it } from 'vitest';
import { readStackEnvironment } from './read-stack-environment.ts';

describe('readStackEnvironment', () => {
  it('has defaults for everything', () => {
    const { ports, demo, livekit, databaseUrl, home } = readStackEnvironment({});
    expect(ports).toEqual({ web: 3000, livekit: 7880, livekitTcp: 7881, livekitUdp: 7882, postgres: 54_329 });
    expect({ demo, livekit, databaseUrl }).toEqual({ demo: true, livekit: undefined, databaseUrl: undefined });
    expect(home.endsWith('/.reprise')).toBe(true);
  });

  it('takes empty variables for not set', () => {
    expect(readStackEnvironment({ DATABASE_URL: '', PORT: '' })).toMatchObject({ demo: true, ports: { web: 3000 } });
  });

  it('makes no demo in a database that somebody brought along', () => {
    const settings = readStackEnvironment({ DATABASE_URL: 'postgres://elsewhere/reprise' });
    expect(settings).toMatchObject({ demo: false, databaseUrl: 'postgres://elsewhere/reprise' });
  });

  it('uses a LiveKit server that runs elsewhere', () => {
    const livekit = { LIVEKIT_URL: 'wss://calls.example', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' };
    expect(readStackEnvironment(livekit).livekit).toEqual({ url: 'wss://calls.example', apiKey: 'key', apiSecret: 'secret' });
  });

  it.each([
    ['PORT', { PORT: 'http' }],
    ['LIVEKIT_PORT', { LIVEKIT_PORT: '70000' }],
    ['LIVEKIT_API_SECRET', { LIVEKIT_URL: 'ws://x', LIVEKIT_API_KEY: 'key' }],
  ])('names %s when it is wrong', (name, environment) => {
    expect(() => readStackEnvironment(environment)).toThrow(name);
  });
});
