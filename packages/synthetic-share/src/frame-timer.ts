/**
 * Calls `onFrame` with the current time at each multiple of the frame interval since the epoch, so that one frame falls
 * on the start of every second. Frames that come too late are left out, never made up.
 * @param now ms since the epoch, as the picture shows it
 * @returns a function that ends the calls
 */
export function startFrameTimer(framesPerSecond: number, now: () => number, onFrame: (clockMs: number) => void): () => void {
  const intervalMs = 1000 / framesPerSecond;
  let timer: NodeJS.Timeout | undefined;
  let lastFrame = Math.floor(now() / intervalMs);

  function schedule(): void {
    timer = setTimeout(tick, Math.max(0, Math.ceil((lastFrame + 1) * intervalMs - now())));
  }
  function tick(): void {
    const clockMs = now();
    const frame = Math.floor(clockMs / intervalMs + 1e-6);
    if (frame > lastFrame) {
      lastFrame = frame;
      onFrame(clockMs);
    }
    schedule();
  }
  schedule();
  return () => {
    clearTimeout(timer);
  };
}
