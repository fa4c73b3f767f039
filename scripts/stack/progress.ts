/** Reports the steps of a start or a test run to whoever waits for it. */
export interface Progress {
  /** Runs a step that may take long; says when it begins and how long it took. */
  step<Result>(title: string, run: () => Promise<Result> | Result): Promise<Result>;
}

const quickMs = 300;

/** Writes a line for each step; steps shorter than 0.3 s stay silent. */
export function createProgress(write: (line: string) => void): Progress {
  return {
    async step(title, run) {
      const startedAt = performance.now();
      const announced = setTimeout(() => {
        write(`${title} ...`);
      }, quickMs);
      try {
        const result = await run();
        const seconds = (performance.now() - startedAt) / 1000;
        if (seconds * 1000 >= quickMs) write(`${title}: ${seconds.toFixed(1)} s`);
        return result;
      } finally {
        clearTimeout(announced);
      }
    },
  };
}

/** Says nothing. */
export const silentProgress: Progress = { step: async (_title, run) => run() };
