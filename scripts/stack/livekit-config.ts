import { writeFile } from 'node:fs/promises';
import type { StackSecrets } from './secrets.ts';

/** The ports of a LiveKit server. */
export interface LivekitPorts {
  signal: number;
  rtcTcp: number;
  rtcUdp: number;
}

/** A LiveKit server for this machine alone, telling the web process what happens. */
export function livekitConfig(
  ports: LivekitPorts,
  secrets: Pick<StackSecrets, 'livekitApiKey' | 'livekitApiSecret'>,
  webhookUrl: string | undefined,
) {
  return {
    port: ports.signal,
    bind_addresses: ['127.0.0.1'],
    keys: { [secrets.livekitApiKey]: secrets.livekitApiSecret },
    rtc: {
      tcp_port: ports.rtcTcp,
      udp_port: ports.rtcUdp,
      node_ip: '127.0.0.1',
      use_external_ip: false,
      enable_loopback_candidate: true,
      interfaces: { includes: ['lo', 'lo0'] },
    },
    logging: { level: 'warn', pion_level: 'error' },
    ...(webhookUrl === undefined ? {} : { webhook: { api_key: secrets.livekitApiKey, urls: [webhookUrl] } }),
  };
}

/** Writes the configuration, readable by its owner only: it holds the API secret. JSON is YAML. */
export async function writeLivekitConfig(path: string, config: ReturnType<typeof livekitConfig>): Promise<void> {
  await writeFile(path, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
}
