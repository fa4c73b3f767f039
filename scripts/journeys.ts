/** `npm run journeys`: every journey and every page in every state, in a browser; `npm test` leaves out those marked @long. */
import process from 'node:process';
import { runPlaywright } from './checks/run-playwright.ts';

process.exit(await runPlaywright(['journeys', 'long'], process.argv.slice(2)));
