import { z } from 'zod';

const liveKitUrl = z.url({ protocol: /^(wss?|https?)$/ });

const schema = z.object({
  LIVEKIT_URL: liveKitUrl.default('ws://127.0.0.1:7880'),
  /** As browsers reach it, when that differs. */
  LIVEKIT_PUBLIC_URL: z
    .literal('')
    .transform(() => undefined)
    .or(liveKitUrl.optional()),
  NODE_ENV: z.string().default('production'),
});

/** The two settings src/proxy.ts needs; apart from env.ts so that no server package is loaded before a page. */
export function readProxyEnv(): { livekitUrl: string; isDevelopment: boolean } {
  const env = schema.parse(process.env);
  return { livekitUrl: env.LIVEKIT_PUBLIC_URL ?? env.LIVEKIT_URL, isDevelopment: env.NODE_ENV === 'development' };
}
