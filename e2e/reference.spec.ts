import { expect, test } from './support/test.ts';

test('every kind of answer says how browsers must treat it', async ({ stack }) => {
  const paths = [
    '/sign-in',
    '/c/no-such-link',
    '/api/health',
    '/livekit-replay/openapi.json',
    '/file/no-such-file',
    '/manifest.webmanifest',
  ];
  for (const path of paths) {
    const headers = Object.fromEntries((await fetch(`${stack.baseUrl}${path}`)).headers);
    expect({ path, ...headers }).toMatchObject({
      path,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'referrer-policy': path.startsWith('/c/') ? 'no-referrer' : 'strict-origin-when-cross-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  }
  const page = await fetch(`${stack.baseUrl}/sign-in`);
  expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';.*frame-ancestors 'none'/);
});

test('the API reference of the built product renders its document, and breaks no content security policy', async ({ page, stack }) => {
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(stack.baseUrl).origin) elsewhere.push(request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  const response = await page.goto(`${stack.baseUrl}/livekit-replay/reference`);
  expect(response?.headers()['content-security-policy']).toContain(`default-src 'none'`);
  await expect(page.getByText('Start the rolling buffer of your screen share').first()).toBeVisible({ timeout: 20_000 });
  // Its schema library asks whether it may compile code, is refused, and does without.
  expect(complaints.filter((text) => text !== 'policy: script-src eval')).toEqual([]);
  expect(elsewhere).toEqual([]);
});
