import { randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { LiveKitRefusedError, probeRoom, type RoomProbe } from '@reprise/recorder';
import { createRecorderToken } from '@reprise/replay/server';
import type { CommandContext } from '../command.ts';
import { messageOf } from '../describe-failure.ts';
import type { Finding } from '../findings.ts';
import { formatBytes } from '../output/format-values.ts';
import { judgeClock } from './judge-clock.ts';
import { judgeRoute } from './judge-route.ts';

const PATIENCE_MS = 8_000;
/** Less than this, and one keyframe that comes at once is more than the socket holds. */
const ENOUGH_RECEIVE_BYTES = 1024 ** 2;

/** Joins a room of its own as a recorder does: keys, version, the way of media by UDP and by TCP, clocks. */
export async function checkLiveKit({ env }: CommandContext): Promise<Finding[]> {
  const { liveKit } = env.replay;
  const roomName = `doctor-${randomUUID()}`;
  const probe = (candidates: 'all' | 'tcp'): Promise<RoomProbe> =>
    probeRoom({
      url: liveKit.url.replace(/^http/, 'ws'),
      createToken: () => createRecorderToken(liveKit, roomName, `rec-doctor-${randomUUID()}`),
      candidates,
      timeoutMs: PATIENCE_MS,
    });
  let found: RoomProbe;
  try {
    found = await probe('all');
  } catch (error) {
    return [whyNotJoined(error, liveKit.url)];
  }
  const { hostname } = new URL(liveKit.url);
  const signal = (await lookup(hostname, { all: true }).catch(() => [])).map(({ address }) => address);
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  return [
    {
      check: 'LiveKit',
      state: 'ok',
      detail: `version ${found.server.version}${found.server.region === '' ? '' : `, region ${found.server.region}`}, joined in ${Math.round(found.joinMs)} ms as a hidden recorder; the keys are right`,
      data: { ...found.server, joinMs: found.joinMs, roundTripMs: found.roundTripMs },
    },
    judgeRoute(found, { own, signal }),
    await checkTcp(found, probe),
    judgeReceiveBuffer(found),
    judgeClock('clock of LiveKit', found.clockOffsetMs, found.roundTripMs / 2),
  ];
}

function whyNotJoined(error: unknown, url: string): Finding {
  const isRefused = error instanceof LiveKitRefusedError;
  const cure = isRefused
    ? 'LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be a pair in the keys of its livekit.yaml, and the clocks must agree'
    : 'is LiveKit running, and is LIVEKIT_URL its address as this machine sees it?';
  return { check: 'LiveKit', state: 'problem', detail: `${messageOf(error)} (${url}); ${cure}` };
}

/** Whether recordings survive a network that drops UDP. */
async function checkTcp(found: RoomProbe, probe: (candidates: 'tcp') => Promise<RoomProbe>): Promise<Finding> {
  const check = 'TCP fallback';
  if (found.route?.protocol === 'tcp') return { check, state: 'ok', detail: 'in use' };
  const byTcp = await probe('tcp').catch(() => undefined);
  if (byTcp?.route) return { check, state: 'ok', detail: `there, at port ${byTcp.route.remote.port}`, data: byTcp.route };
  return { check, state: 'note', detail: 'none: rtc.tcp_port of LiveKit is closed or cannot be reached; fine as long as UDP works' };
}

function judgeReceiveBuffer({ receiveBufferBytes }: RoomProbe): Finding {
  const check = 'receive buffer';
  if (receiveBufferBytes === undefined) return { check, state: 'note', detail: 'not used over TCP' };
  const size = formatBytes(receiveBufferBytes);
  if (receiveBufferBytes >= ENOUGH_RECEIVE_BYTES)
    return { check, state: 'ok', detail: `${size} for each recording`, data: { receiveBufferBytes } };
  const cure = 'packets of large keyframes may be dropped: sysctl -w net.core.rmem_max=4194304';
  return { check, state: 'warning', detail: `the kernel gives only ${size}; ${cure}`, data: { receiveBufferBytes } };
}
