import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessToken, RoomServiceClient, type VideoGrant } from 'livekit-server-sdk';
import { findLivekitProgram } from '../../../../scripts/stack/livekit-binary.ts';
import { livekitConfig, writeLivekitConfig } from '../../../../scripts/stack/livekit-config.ts';
import { silentProgress } from '../../../../scripts/stack/progress.ts';
import { waitUntil } from './wait-until.ts';

const SECRETS = { livekitApiKey: 'testkey', livekitApiSecret: 'a-secret-of-tests-that-is-long-enough' };

/** A real LiveKit server on free ports of this machine. */
export interface TestLivekit {
  url: string;
  credentials: { apiKey: string; apiSecret: string };
  rooms: RoomServiceClient;
  token(identity: string, grant: VideoGrant): Promise<string>;
  /** Dies without a word, as in a crash. */
  kill(): Promise<void>;
  /** Comes back on the same ports. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one; `room` is that of its tokens. */
export async function startTestLivekit(room: string): Promise<TestLivekit> {
  const program = await findLivekitProgram(silentProgress);
  const directory = await mkdtemp(join(tmpdir(), 'livekit-'));
  const configPath = join(directory, 'livekit.json');
  const ports = { signal: await freePort(), rtcTcp: await freePort(), rtcUdp: await freePort() };
  await writeLivekitConfig(configPath, livekitConfig(ports, SECRETS, undefined));
  const address = `127.0.0.1:${ports.signal}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    server = spawn(program.command, program.args(configPath), { stdio: 'ignore' });
    await waitUntil('LiveKit answers', 10_000, async () => {
      const response = await fetch(`http://${address}`).catch(() => undefined);
      return response?.ok === true;
    });
  }

  async function kill(): Promise<void> {
    const dying = server;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const exited = once(dying, 'exit');
    dying.kill('SIGKILL');
    await exited;
  }

  await start();
  return {
    url: `ws://${address}`,
    credentials: { apiKey: SECRETS.livekitApiKey, apiSecret: SECRETS.livekitApiSecret },
    rooms: new RoomServiceClient(`http://${address}`, SECRETS.livekitApiKey, SECRETS.livekitApiSecret),
    token(identity, grant) {
      const token = new AccessToken(SECRETS.livekitApiKey, SECRETS.livekitApiSecret, { identity, ttl: '1h' });
      token.addGrant({ roomJoin: true, room, ...grant });
      return token.toJwt();
    },
    kill,
    restart: start,
    async close() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
