'use client';
import { createAuthClient } from 'better-auth/react';

/** Sign-in, sign-up and sign-out against /api/auth of this origin. */
export const authClient = createAuthClient();
