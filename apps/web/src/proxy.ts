import { NextResponse, type NextRequest } from 'next/server';
import { buildContentSecurityPolicy } from './csp.ts';
import { readProxyEnv } from './proxy-env.ts';

/** Gives every page its own nonce: Next reads it from the request's policy and stamps its inline scripts with it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID();
  const policy = buildContentSecurityPolicy({ nonce, ...readProxyEnv() });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** Pages only: bytes, data and built files carry no scripts of their own. */
export const config = {
  matcher: [
    {
      source: '/((?!api/|livekit-replay|file/|media/|_next/|icon|manifest.webmanifest).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
