'use client';
import dynamic from 'next/dynamic';

/** Where notices appear: after the page's own content, and before anything could have gone wrong with the connection. */
const Notifications = dynamic(() => import('@mantine/notifications').then((module) => module.Notifications), { ssr: false });

export function Notices() {
  return <Notifications position="top-center" />;
}
