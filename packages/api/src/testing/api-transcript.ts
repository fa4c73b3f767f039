import { z } from 'zod';

/** A request that was made, and its answer. */
export interface Exchange {
  title: string;
  words: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  status: number;
  answer: unknown;
}

/** Writes exchanges as Markdown. Ids, instants and tokens are the same in every run, so that only real changes show. */
export function describeExchanges(exchanges: readonly Exchange[]): string {
  const ids = new Map<string, string>();
  const settle = (text: string): string =>
    text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        const known = ids.get(id) ?? `6f1f0f6e-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`;
        ids.set(id, known);
        return known;
      })
      .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'eyJ...')
      .replaceAll(/ws:\/\/127\.0\.0\.1:\d+/g, 'wss://livekit.example.com')
      .replaceAll(
        /"(\w+)": "\d{4}-\d\d-\d\dT[\d:.]+Z"/g,
        (_all, key: string) => `"${key}": "2026-11-21T08:0${key === 'startAt' ? 0 : 1}:00.000Z"`,
      )
      .replaceAll(/replay-\d{13}/g, 'replay-1795248060000');
  return exchanges.map((exchange) => settle(describe(exchange))).join('\n');
}

function describe({ title, words, method, path, headers, body, status, answer }: Exchange): string {
  const lines = [
    `${method} /livekit-replay${path}`,
    ...('Authorization' in headers ? [] : ['Authorization: Bearer <token>']),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['Content-Type: application/json', '', toJson(body)]),
  ];
  const heading = title === '' ? '' : `### ${title}\n\n`;
  return `${heading}${words === '' ? '' : `${words}\n\n`}\`\`\`http\n${lines.join('\n')}\n\`\`\`\n\n${status}:\n\n\`\`\`json\n${toJson(answer)}\n\`\`\`\n`;
}

const toJson = (value: unknown): string => JSON.stringify(z.unknown().parse(value), undefined, 2);
