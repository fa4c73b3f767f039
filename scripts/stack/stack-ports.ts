import type { PortUse } from './ports.ts';
import type { StackOptions } from './stack-options.ts';

/** The ports that must be free before a stack starts. */
export function portUses({ ports, databaseUrl, livekit }: StackOptions): PortUse[] {
  const uses: PortUse[] = [{ port: ports.web, variable: 'PORT', purpose: 'the web app', protocol: 'tcp' }];
  if (databaseUrl === undefined) uses.push({ port: ports.postgres, variable: 'POSTGRES_PORT', purpose: 'PostgreSQL', protocol: 'tcp' });
  if (!livekit) {
    uses.push(
      { port: ports.livekit, variable: 'LIVEKIT_PORT', purpose: 'LiveKit', protocol: 'tcp' },
      { port: ports.livekitTcp, variable: 'LIVEKIT_TCP_PORT', purpose: 'LiveKit media', protocol: 'tcp' },
      { port: ports.livekitUdp, variable: 'LIVEKIT_UDP_PORT', purpose: 'LiveKit media', protocol: 'udp' },
    );
  }
  return uses;
}
