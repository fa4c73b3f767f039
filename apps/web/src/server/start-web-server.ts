import process from 'node:process';
import { getWebServer } from './web-server.ts';

/** Makes what every request shares. A wrong environment ends the process, which Next would let answer 500 for ever. */
export function startWebServer(): void {
  try {
    getWebServer();
  } catch (error) {
    process.stderr.write(`Web cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
