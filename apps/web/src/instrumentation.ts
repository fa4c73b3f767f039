/** Runs once when the process starts, before the first request. */
export async function register(): Promise<void> {
  const { startWebServer } = await import('./server/start-web-server.ts');
  startWebServer();
}
