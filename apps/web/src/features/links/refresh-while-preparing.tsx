'use client';
import { useInterval } from '@mantine/hooks';
import { useRouter } from 'next/navigation';

const EVERY_MS = 3_000;

/** Asks for the page again until it no longer contains this. */
export function RefreshWhilePreparing() {
  const router = useRouter();
  useInterval(() => router.refresh(), EVERY_MS, { autoInvoke: true });
  return null;
}
