/** Runs asynchronous steps one after the other, so that a file sees its writes in order while nobody waits for them. */
export interface SerialQueue {
  /** Adds a step; a step that throws rejects only its own promise. */
  run<T>(step: () => Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(step) {
      const result = last.then(step);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
