import { expect, type Locator, type Page } from '@playwright/test';

/** Opens what a clip of the list can be given to others by. */
export async function openShare(page: Page, title: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions for ${title}` }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  return page.getByRole('dialog', { name: `Share “${title}”` });
}

/** That a video moves, not only that it is there. */
export async function expectPlaying(video: Locator): Promise<void> {
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime), { timeout: 30_000 }).toBeGreaterThan(0.5);
}
