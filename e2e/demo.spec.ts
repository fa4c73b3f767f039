import { joinCall } from './support/sharer.ts';
import { expect, test } from './support/test.ts';

/** Accounts of the demo that every start prepares. */
const demo = { email: 'member@demo.test', password: 'replay-demo' };

test('a newcomer presses Capture in the demo; the pictures of the README', async ({ page, stack, db }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(stack.baseUrl);
  await page.getByLabel('Email').fill(demo.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('link', { name: /Stage/ })).toBeVisible();

  const stage = await db.channel.findFirstOrThrow({ where: { name: 'Stage', kind: 'VOICE', community: { name: 'Demo' } } });
  await joinCall(page, stack.baseUrl, stage.id);
  // A buffer of an earlier visit could be captured at once; the picture is of a share that runs.
  await expect(page.getByText('Presenter is sharing')).toBeVisible({ timeout: 30_000 });
  const capture = page.getByRole('button', { name: 'Capture', exact: true });
  await expect(capture).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByRole('button', { name: /Replay · Presenter · (0:[1-5]|[1-9])/ })).toBeVisible({ timeout: 30_000 });
  await capture.click();
  await expect(page.getByText('Clip ready')).toBeVisible({ timeout: 30_000 });
  const video = page.getByLabel('Your captures').locator('video');
  await expect(video).toHaveJSProperty('readyState', 4);
  await expect(video).not.toHaveJSProperty('videoWidth', 0);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: 'docs/screens/call.png' });

  await page.getByRole('button', { name: 'Leave' }).click();
  await page.goto(`${stack.baseUrl}/clips`);
  await expect(page.getByRole('heading', { name: 'My clips' })).toBeVisible();
  await expect(page.getByText(/Presenter/).first()).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'docs/screens/clips-phone-dark.png' });
});
