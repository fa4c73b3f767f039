import { z } from 'zod';

const schema = z.object({
  LIVEKIT_URL: z.url({ protocol: /^(wss?|https?)$/ }).default('ws://127.0.0.1:7880'),
  NODE_ENV: z.string().default('production'),
});

/** The two settings src/proxy.ts needs; apart from env.ts so that no server package is loaded before a page. */
export function readProxyEnv(): { livekitUrl: string; isDevelopment: boolean } {
  const env = schema.parse({ LIVEKIT_URL: process.env.LIVEKIT_URL, NODE_ENV: process.env.NODE_ENV });
  return { livekitUrl: env.LIVEKIT_URL, isDevelopment: env.NODE_ENV === 'development' };
}
