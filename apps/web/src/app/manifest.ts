import type { MetadataRoute } from 'next';

/** Lets phones and desktops keep the app like one of their own. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Reprise',
    short_name: 'Reprise',
    description: 'Instant replay for calls',
    id: '/',
    start_url: '/',
    display: 'standalone',
    background_color: '#131519',
    theme_color: '#0b7a6b',
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}
