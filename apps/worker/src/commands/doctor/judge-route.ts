import { BlockList, isIPv6 } from 'node:net';
import type { RoomProbe } from '@reprise/recorder';
import type { Finding } from '../findings.ts';

/** Where this machine and LiveKit are, as addresses. */
export interface Surroundings {
  /** Of this machine's own interfaces. */
  own: readonly string[];
  /** What the host of LIVEKIT_URL resolves to. */
  signal: readonly string[];
}

const local = new BlockList();
local.addSubnet('127.0.0.0', 8);
local.addSubnet('10.0.0.0', 8);
local.addSubnet('172.16.0.0', 12);
local.addSubnet('192.168.0.0', 16);
local.addSubnet('169.254.0.0', 16);
local.addSubnet('::1', 128, 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');
local.addSubnet('fe80::', 10, 'ipv6');

const isLocal = (address: string): boolean => local.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/**
 * A hairpin: LiveKit is next door, but tells its public address, so that media leaves by the router and comes back in by it,
 * where the router allows that at all.
 */
export function isHairpin(mediaAddress: string, { own, signal }: Surroundings): boolean {
  const isNextDoor = signal.some((address) => isLocal(address) || own.includes(address));
  return isNextDoor && !isLocal(mediaAddress) && !own.includes(mediaAddress);
}

/** What the way of media means. */
export function judgeRoute({ route, problem }: Pick<RoomProbe, 'route' | 'problem'>, where: Surroundings): Finding {
  const check = 'media path';
  if (!route) {
    const cure = 'open the UDP ports (rtc.udp_port or rtc.port_range_*) and the TCP port (rtc.tcp_port) of LiveKit, and see rtc.node_ip';
    return { check, state: 'problem', detail: `no media would come: ${problem ?? 'no ICE pair was found'}; ${cure}` };
  }
  const { protocol, local: from, remote } = route;
  const hairpin = isHairpin(remote.address, where);
  const pair = `${protocol.toUpperCase()} ${from.address}:${from.port} (${from.type}) <- ${remote.address}:${remote.port} (${remote.type})`;
  const data = { ...route, hairpin };
  if (hairpin) {
    const cure =
      'set rtc.node_ip, or rtc.interfaces and rtc.use_external_ip: false, so that LiveKit also tells its address in this network';
    return {
      check,
      state: 'warning',
      detail: `${pair}; a hairpin: LiveKit is next door, but media goes out by the router and back; ${cure}`,
      data,
    };
  }
  if (protocol === 'tcp')
    return { check, state: 'warning', detail: `${pair}; UDP does not get through: a lost packet stops all media behind it`, data };
  return { check, state: 'ok', detail: pair, data };
}
