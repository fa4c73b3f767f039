import { fileURLToPath } from 'node:url';

/** File of the page that shows the same clock, flash and beep in a browser, for sharing a tab. */
export const clockPagePath = fileURLToPath(new URL('clock-page.html', import.meta.url));
