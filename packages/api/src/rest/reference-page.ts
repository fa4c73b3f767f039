import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Hono } from 'hono';
import type { RestEnv } from './rest-route.ts';

/**
 * Nothing comes from elsewhere: the page works without a network, and no other site learns who reads it.
 * Scalar writes style attributes, and its own fonts are switched off.
 */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Where processes are started, seen from packages that have the reference's script. */
const STARTED_FROM = ['packages/api/package.json', '../../packages/api/package.json', 'package.json'];

/** Serves the browsable reference of the OpenAPI document beside it. */
export function addReferencePage(app: Hono<RestEnv>, basePath: string): void {
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Reprise API</title><link rel="icon" href="data:,"></head>
<body><noscript>The API is described in <a href="${basePath}/openapi.json">openapi.json</a>.</noscript>
<div id="reference"></div><script src="${basePath}/reference/scalar.js"></script><script src="${basePath}/reference/start.js"></script></body>
</html>`;
  const options = {
    url: `${basePath}/openapi.json`,
    withDefaultFonts: false,
    telemetry: false,
    hideClientButton: true,
    agent: { disabled: true },
  };
  const start = `Scalar.createApiReference('#reference', ${JSON.stringify(options)});`;
  app.get('/reference', (c) => c.html(page, 200, { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' }));
  app.get('/reference/start.js', (c) => c.body(start, 200, scriptHeaders));
  app.get('/reference/scalar.js', async (c) =>
    c.body(await readScalar(), 200, { ...scriptHeaders, 'Cache-Control': 'public, max-age=86400' }),
  );
}

const scriptHeaders = { 'Content-Type': 'text/javascript; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

/** Scalar's script as its package ships it; looked up when it is asked for, so that no bundler takes it along. */
function readScalar(): Promise<string> {
  for (const place of STARTED_FROM) {
    try {
      const main = createRequire(join(process.cwd(), place)).resolve('@scalar/api-reference');
      return readFile(join(dirname(main), 'browser', 'standalone.js'), 'utf8');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return Promise.reject(new Error('The package @scalar/api-reference is not installed'));
}
