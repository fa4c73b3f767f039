import { expect, test } from './support/test.ts';

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
