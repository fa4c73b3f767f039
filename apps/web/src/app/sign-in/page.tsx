import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthForm } from '../../features/auth/auth-form.tsx';
import { safeReturnPath } from '../../features/auth/return-path.ts';
import { findViewer } from '../../server/viewer.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const returnTo = safeReturnPath((await searchParams).returnTo);
  if ((await findViewer()) !== undefined) redirect(returnTo);
  return <AuthForm mode="sign-in" returnTo={returnTo} />;
}
