import { randomUUID } from 'node:crypto';

/** Asks the REST API in a person's name; answers the parsed body. @throws Error with status and body of a refusal */
export type PersonRest = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

/** `baseUrl` e.g. http://localhost:3000; every request is one of its own (idempotency keys are never repeated). */
export function createPersonRest(baseUrl: string, { token }: { token: string }): PersonRest {
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}/livekit-replay${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${await response.text()}`);
    return response.json();
  };
}
