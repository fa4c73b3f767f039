/** Makes the demo's community and accounts, and lets the presenter in; run by the supervisor before the product starts. */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { createAuth } from '@reprise/api/server';
import { createDb } from '@reprise/db';
import { seedDemo } from '@reprise/replay/server';
import { z } from 'zod';

const presenterSessionMs = 365 * 24 * 60 * 60 * 1000;

const env = z
  .object({ DATABASE_URL: z.string(), AUTH_SECRET: z.string(), APP_URL: z.string(), PRESENTER_TOKEN: z.string() })
  .parse(process.env);
const db = createDb(env.DATABASE_URL, { max: 2 });
try {
  const auth = createAuth({ db, secret: env.AUTH_SECRET, baseUrl: env.APP_URL, isRateLimited: false });
  const demo = await seedDemo({ db, createAccount: (account) => auth.createAccount(account) });
  // The presenter has no password: it comes in by a session whose token only this installation knows.
  const session = { token: env.PRESENTER_TOKEN, expiresAt: new Date(Date.now() + presenterSessionMs), userId: demo.presenterId };
  await db.authSession.upsert({ where: { token: env.PRESENTER_TOKEN }, create: { id: randomUUID(), ...session }, update: session });
} finally {
  await db.$disconnect();
}
