'use client';
import { useMounted } from '@mantine/hooks';
import { useState, type SubmitEvent } from 'react';
import { authClient } from './auth-client.ts';

/** Which of the two forms. */
export type AuthMode = 'sign-in' | 'sign-up';

/**
 * Behaviour of the sign-in and sign-up form. The fields keep their own text, so that what somebody types
 * before the page has woken up is not lost; until then there is nothing to submit to (`isReady`).
 */
export function useAuthForm(mode: AuthMode, returnTo: string) {
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const isReady = useMounted();

  async function send(form: FormData) {
    setIsBusy(true);
    setError(undefined);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const credentials = { email: text('email').trim(), password: text('password') };
    const result =
      mode === 'sign-in'
        ? await authClient.signIn.email(credentials)
        : await authClient.signUp.email({ ...credentials, name: text('name').trim() });
    if (result.error === null) {
      // A whole page load: everything cached for the person before must go.
      window.location.assign(returnTo);
      return;
    }
    setError(result.error.message ?? (result.error.status === 429 ? 'Too many attempts. Wait a moment.' : 'The server cannot be reached.'));
    setIsBusy(false);
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    send(new FormData(event.currentTarget)).catch(() => {
      setError('The server cannot be reached.');
      setIsBusy(false);
    });
  }

  return { submit, error, isBusy, isReady };
}
