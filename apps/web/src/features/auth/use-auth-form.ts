'use client';
import { useState, type ChangeEvent, type FormEvent } from 'react';
import { authClient } from './auth-client.ts';

/** Which of the two forms. */
export type AuthMode = 'sign-in' | 'sign-up';

function useField() {
  const [value, setValue] = useState('');
  return { value, onChange: (event: ChangeEvent<HTMLInputElement>) => setValue(event.currentTarget.value) };
}

/** Behaviour of the sign-in and sign-up form: spreadable field props, one submit, the refusal as text. */
export function useAuthForm(mode: AuthMode, returnTo: string) {
  const name = useField();
  const email = useField();
  const password = useField();
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    const credentials = { email: email.value.trim(), password: password.value };
    const result =
      mode === 'sign-in'
        ? await authClient.signIn.email(credentials)
        : await authClient.signUp.email({ ...credentials, name: name.value.trim() });
    if (result.error === null) {
      // A whole page load: everything cached for the person before must go.
      window.location.assign(returnTo);
      return;
    }
    setError(result.error.message ?? (result.error.status === 429 ? 'Too many attempts. Wait a moment.' : 'The server cannot be reached.'));
    setIsBusy(false);
  }

  return { fields: { name, email, password }, submit: (event: FormEvent) => void submit(event), error, isBusy };
}
