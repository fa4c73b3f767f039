/** Runs once when the process starts, before the first request: a wrong environment ends it here, by name. */
export async function register(): Promise<void> {
  const { getWebServer } = await import('./server/web-server.ts');
  getWebServer();
}
