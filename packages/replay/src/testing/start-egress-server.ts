import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createWebhookReader } from '../adapters/livekit-webhooks.ts';
import type { CallHint } from '../ports/call-survey.ts';

/** The recorded Egress in a process of its own. */
export interface EgressServer {
  url: string;
  credentials: { apiKey: string; apiSecret: string };
  /** Called with what every signed webhook hints at. */
  onHint: (hint: CallHint) => void;
  /** Bodies of all start calls. */
  requests(): Promise<Array<Record<string, unknown>>>;
  /** Who shares what in a room; null: is there and shares nothing. */
  share(roomName: string, identity: string, videoTrackId: string | null): Promise<void>;
  /**
   * `end`: as a recorded webhook says; `kill-service`: still ACTIVE for ever; `stop-writing`: the picture is gone;
   * `break-list`, `mend-list`: LiveKit cannot be asked about it, and can again.
   */
  control(egressId: string, event: 'end' | 'kill-service' | 'stop-writing' | 'break-list' | 'mend-list', scenario?: string): Promise<void>;
  /** From now on the list of a room takes so long. */
  slowDown(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts it; it writes to the paths it is given. */
export async function startEgressServer(segmentSeconds: number): Promise<EgressServer> {
  const credentials = { apiKey: 'egresskey', apiSecret: 'a secret of the recorded egress, long enough' };
  const readWebhook = createWebhookReader(credentials);
  const receiver = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { hint } = await readWebhook(body, request.headers.authorization);
      if (hint) server.onHint(hint);
      response.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const options = JSON.stringify({ ...credentials, segmentSeconds, webhookUrl: `http://127.0.0.1:${port}/` });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'egress-server-main.ts'), options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = String(((await once(child.stdout, 'data')) as unknown[])[0]);
  const url = `http://127.0.0.1:${line.trim()}`;
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The recorded Egress answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const server: EgressServer = {
    url,
    credentials,
    onHint: () => {},
    requests: async () => ((await post('requests', {}))['requests'] ?? []) as Array<Record<string, unknown>>,
    share: async (roomName, identity, videoTrackId) => {
      await post('share', { roomName, identity, videoTrackId });
    },
    control: async (egressId, event, scenario = '') => {
      await post('control', { egressId, event, scenario });
    },
    slowDown: async (ms) => {
      await post('slow', { ms });
    },
    close: async () => {
      if (child.exitCode !== null) throw new Error('The recorded Egress ended before its test');
      const gone = once(child, 'exit');
      child.kill();
      await gone;
      receiver.close();
    },
  };
  return server;
}
