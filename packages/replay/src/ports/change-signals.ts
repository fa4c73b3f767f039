/** Waits for changes that other processes make. */
export interface ChangeSignals {
  /**
   * Asks `check` now and after each event on `topic`, until it answers something or the time is over (then undefined).
   * @throws what `check` throws, and the signal's reason
   */
  waitFor<T>(
    topic: string,
    check: () => Promise<T | undefined>,
    options: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<T | undefined>;
}
