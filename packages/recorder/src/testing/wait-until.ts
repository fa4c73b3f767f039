/**
 * Waits until `condition` holds, looking every 20 ms.
 * @throws Error naming what was waited for after `timeoutMs`
 */
export async function waitUntil(what: string, timeoutMs: number, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
