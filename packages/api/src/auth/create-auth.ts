import { randomUUID } from 'node:crypto';
import type { Db } from '@reprise/db';
import type { Actor } from '@reprise/replay';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { bearer } from 'better-auth/plugins';
import { z } from 'zod';

export interface AuthOptions {
  db: Db;
  /** At least 16 characters; a change signs everybody out. */
  secret: string;
  /** Where browsers reach the product, such as http://localhost:3000. */
  baseUrl: string;
  /** Further origins that may send cookies. */
  trustedOrigins?: string[];
  /** All but sign-in and sign-up is limited by address, in this process; only tests that ask very often switch it off. */
  isRateLimited: boolean;
}

/** Sign-in by e-mail and password, with a cookie or a bearer token. */
export interface Auth {
  /** Serves /api/auth/*. */
  handle: (request: Request) => Promise<Response>;
  /** Who sends these headers; null: nobody, or somebody who is banned. */
  findActor: (headers: Headers) => Promise<Actor | null>;
  createAccount: (account: { name: string; email: string; password: string }) => Promise<void>;
}

const personSchema = z.object({ id: z.string(), role: z.string().nullish(), banned: z.boolean().nullish() });

/** Accounts and their sessions, in the product's own database. */
export function createAuth({ db, secret, baseUrl, trustedOrigins, isRateLimited }: AuthOptions): Auth {
  const auth = betterAuth({
    appName: 'Reprise',
    baseURL: baseUrl,
    secret,
    trustedOrigins: [baseUrl, ...(trustedOrigins ?? [])],
    database: prismaAdapter(db, { provider: 'postgresql' }),
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 8 },
    user: {
      additionalFields: {
        // Never taken from a sign-up form.
        role: { type: 'string', required: false, input: false },
        banned: { type: 'boolean', required: false, input: false },
      },
    },
    session: { modelName: 'authSession' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    // Its own counts are one process's; tries to sign in or up are counted in the database, see limitSignIn.
    rateLimit: { enabled: isRateLimited, customRules: { '/sign-in/*': false, '/sign-up/*': false } },
    advanced: { database: { generateId: () => randomUUID() } },
    plugins: [bearer()],
  });
  return {
    handle: (request) => auth.handler(request),
    findActor: async (headers) => {
      const session = await auth.api.getSession({ headers });
      if (!session) return null;
      const person = personSchema.parse(session.user);
      return person.banned ? null : { userId: person.id, isInstanceAdmin: person.role === 'admin' };
    },
    createAccount: async (body) => {
      await auth.api.signUpEmail({ body });
    },
  };
}
