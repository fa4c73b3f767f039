/** `npm run screens`: starts a product of its own and writes pictures of every page to docs/screens/pages. */
import process from 'node:process';
import { runPlaywright } from './checks/run-playwright.ts';

process.exit(await runPlaywright(['screens'], process.argv.slice(2)));
