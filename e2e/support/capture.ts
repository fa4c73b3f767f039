import { expect, type Page, test } from '@playwright/test';
import type { Db } from '@reprise/db';

/** A capture made on the page, with the instant of the press on this machine's clock. */
export interface MadeCapture {
  pressedAtMs: number;
  /** The downloaded MP4. */
  file: string;
  row: CaptureRow;
}

type CaptureRow = Awaited<ReturnType<typeof findCapture>>;

/** Presses Capture (or a length of the picker), waits for the clip and downloads it. */
export async function captureOnPage(page: Page, db: Db, userId: string, minutes: 1 | 2 | 5 | 10 = 1): Promise<MadeCapture> {
  const before = await db.capture.count({ where: { userId } });
  if (minutes !== 1) await page.getByRole('button', { name: 'Choose length' }).click();
  const button =
    minutes === 1
      ? page.getByRole('button', { name: 'Capture', exact: true })
      : page.getByRole('menuitem', { name: `${String(minutes)} min` });
  const pressedAtMs = await pressNow(button);
  const card = page.getByLabel('Your captures').getByRole('article').first();
  await expect(card.getByText('Clip ready')).toBeVisible({ timeout: 30_000 });
  expect(await db.capture.count({ where: { userId } })).toBe(before + 1);
  const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('link', { name: 'Download' }).click()]);
  const file = test.info().outputPath('clip.mp4');
  await download.saveAs(file);
  return { pressedAtMs, file, row: await findCapture(db, userId) };
}

/** Clicks and returns the wall clock at which the page's handler ran. */
async function pressNow(button: ReturnType<Page['getByRole']>): Promise<number> {
  return button.evaluate((element: HTMLElement) => {
    const at = Date.now();
    element.click();
    return at;
  });
}

async function findCapture(db: Db, userId: string) {
  return db.capture.findFirstOrThrow({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    include: { clip: { include: { files: true } } },
  });
}
