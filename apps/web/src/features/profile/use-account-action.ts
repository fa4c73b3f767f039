'use client';
import { useState } from 'react';

/** How better-auth's client answers. */
interface AuthAnswer {
  error: { message?: string | undefined; status: number } | null;
}

/** Runs a change of the account, one at a time, and keeps what it was refused with. */
export function useAccountAction() {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function run(action: () => Promise<AuthAnswer>, onDone: () => void): Promise<void> {
    setIsBusy(true);
    setError(undefined);
    try {
      const answer = await action();
      if (answer.error === null) onDone();
      else
        setError(answer.error.message ?? (answer.error.status === 429 ? 'Too many attempts. Wait a moment.' : 'The server refused this.'));
    } catch {
      setError('The server cannot be reached.');
    } finally {
      setIsBusy(false);
    }
  }

  return { run, isBusy, error };
}
