/**
 * LiveKit Egress as it was recorded (testdata beside this file), as a process of its own: speaks Twirp with the recorded
 * bodies and delays, signs webhooks, and writes segments in place with playlists that are truncated while they are
 * rewritten. The case is named by the video track's id.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { z } from 'zod';
import { encodeEgressMedia } from './encode-egress-media.ts';

const options = z
  .object({ apiKey: z.string(), apiSecret: z.string(), webhookUrl: z.string(), segmentSeconds: z.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const samples = join(import.meta.dirname, 'egress');
const json = z.record(z.string(), z.unknown());
type Json = z.infer<typeof json>;

const apiSample = (name: string): Json => json.parse(json.parse(JSON.parse(readFileSync(join(samples, 'api', name), 'utf8')))['res']);
const delayOf = (name: string): number =>
  z.object({ ms: z.number() }).parse(JSON.parse(readFileSync(join(samples, 'api', name), 'utf8'))).ms;
const webhookSample = (name: string): Json => json.parse(JSON.parse(readFileSync(join(samples, 'webhooks', name), 'utf8')));

const startRequest = z.object({
  roomName: z.string(),
  videoTrackId: z.string(),
  segmentOutputs: z.array(
    z.object({ filenamePrefix: z.string(), playlistName: z.string(), livePlaylistName: z.string(), segmentDuration: z.number() }),
  ),
});
type StartRequest = z.infer<typeof startRequest>;
const idRequest = z.object({ egressId: z.string().default('') });
const listRequest = z.object({ egressId: z.string().default(''), roomName: z.string().default(''), active: z.boolean().default(false) });

/** One Egress. `end` is what the recorded webhook of its end says. */
interface Egress {
  id: string;
  request: StartRequest;
  startedAt: number;
  status: string;
  end?: Json;
  writes: boolean;
  isZombie: boolean;
  listed: string[];
}
const egresses = new Map<string, Egress>();
/** Those that ListEgress fails for. */
const unlistable = new Set<string>();
const requests: Json[] = [];
const media = encodeEgressMedia(options.segmentSeconds);

function describe(egress: Egress): Json {
  const sample = egress.end ? 'ListEgress.200.egress_complete.json' : 'ListEgress.200.egress_active.json';
  const [item] = z.array(json).parse(apiSample(sample)['items']);
  const { status, error, errorCode, details } = { status: egress.status, error: '', errorCode: 0, details: '', ...egress.end };
  return { ...item, ...ours(egress), status, error, error_code: errorCode, details };
}

const ours = ({ id, request, startedAt }: Egress): Json => {
  const [output] = request.segmentOutputs;
  return {
    egress_id: id,
    room_name: request.roomName,
    started_at: `${startedAt}000000`,
    track_composite: {
      room_name: request.roomName,
      video_track_id: request.videoTrackId,
      segment_outputs: [
        {
          protocol: 'HLS_PROTOCOL',
          filename_prefix: output?.filenamePrefix,
          playlist_name: output?.playlistName,
          live_playlist_name: output?.livePlaylistName,
          segment_duration: output?.segmentDuration,
          filename_suffix: 'INDEX',
          disable_manifest: true,
        },
      ],
    },
  };
};

async function sendWebhook(egress: Egress, sample: string): Promise<void> {
  const recorded = webhookSample(sample);
  const egressInfo = { ...json.parse(recorded['egressInfo']), egressId: egress.id, roomName: egress.request.roomName };
  const body = JSON.stringify({ ...recorded, egressInfo });
  const token = new AccessToken(options.apiKey, options.apiSecret, { ttl: '5m' });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() };
  await fetch(options.webhookUrl, { method: 'POST', headers, body }).catch(() => undefined);
}

async function end(egress: Egress, scenario: string): Promise<void> {
  if (egress.end) return;
  const sample = readdirSync(join(samples, 'webhooks')).find((name) => name.startsWith(`${scenario}.egress_ended`));
  if (sample === undefined) throw new Error(`No recorded end of ${scenario}`);
  const { status, error, errorCode, details } = json.parse(webhookSample(sample)['egressInfo']);
  egress.writes = false;
  // What is absent from a webhook is the default.
  egress.end = { status, error: error ?? '', errorCode: errorCode ?? 0, details: details ?? '' };
  if (status === 'EGRESS_COMPLETE') listSegments(egress, true);
  await sendWebhook(egress, sample);
}

/** Writes segment after segment, each as late as Egress does, the file first, then its playlists. */
async function write(egress: Egress): Promise<void> {
  const [output] = egress.request.segmentOutputs;
  if (!output) throw new Error('No segment output');
  mkdirSync(dirname(output.filenamePrefix), { recursive: true });
  const beganAt = Date.now();
  for (let index = 0; index < media.length; index++) {
    await delay(Math.max(0, beganAt + (index + 1) * options.segmentSeconds * 1000 + 670 - Date.now()));
    if (!egress.writes) return;
    const bytes = media[index] ?? Buffer.alloc(0);
    const path = `${output.filenamePrefix}_${String(index).padStart(5, '0')}.ts`;
    writeFileSync(path, bytes.subarray(0, 1000));
    appendFileSync(path, bytes.subarray(1000));
    // 0.75 s late, with a fraction that is trimmed.
    const date = new Date(beganAt + index * options.segmentSeconds * 1000 + 750).toISOString().replace(/0+Z$/, 'Z');
    egress.listed.push(`#EXT-X-PROGRAM-DATE-TIME:${date}\n#EXTINF:${options.segmentSeconds.toFixed(3)},\n${basename(path)}\n`);
    listSegments(egress, false);
  }
}

function listSegments(egress: Egress, isOver: boolean): void {
  const [output] = egress.request.segmentOutputs;
  if (!output || egress.listed.length === 0) return;
  const directory = dirname(output.filenamePrefix);
  const head = `#EXTM3U\n#EXT-X-VERSION:4\n#EXT-X-ALLOW-CACHE:NO\n#EXT-X-TARGETDURATION:${options.segmentSeconds}\n`;
  const tail = isOver ? '#EXT-X-ENDLIST\n' : '';
  rewrite(join(directory, output.playlistName), `${head}#EXT-X-MEDIA-SEQUENCE:0\n${egress.listed.join('')}${tail}`);
  const live = egress.listed.slice(-5);
  rewrite(
    join(directory, output.livePlaylistName),
    `${head}#EXT-X-MEDIA-SEQUENCE:${egress.listed.length - live.length}\n${live.join('')}${tail}`,
  );
}

/** Truncates, and writes the second half a little later. */
function rewrite(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const half = Math.floor(text.length / 2);
  writeFileSync(path, text.slice(0, half));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 12);
  appendFileSync(path, text.slice(half));
}

interface Answer {
  status: number;
  body: Json;
  /** Instead of the body. */
  text?: string;
}
const refuse = async (sample: string): Promise<Answer> => {
  await delay(delayOf(sample));
  return { status: Number(sample.split('.')[1]), body: apiSample(sample) };
};

async function start(request: StartRequest): Promise<Answer> {
  const scenario = request.videoTrackId.replace(/^TR_/, '');
  if (scenario === 'no-room') return await refuse('StartTrackCompositeEgress.404.not_found.json');
  if (scenario === 'api-401') return { status: 401, body: { code: 'unauthenticated', msg: 'permissions denied' } };
  if (scenario === 'api-500') return { status: 500, body: { code: 'internal', msg: 'broken on purpose' } };
  if (scenario === 'api-garbage') return { status: 502, body: {}, text: '<html>Bad gateway</html>' };
  if (scenario === 'no-capacity') return await refuse('StartTrackCompositeEgress.503.unavailable.json');
  const egress: Egress = {
    id: `EG_${createHash('md5')
      .update(request.segmentOutputs[0]?.filenamePrefix ?? '')
      .digest('hex')
      .slice(0, 12)}`,
    request,
    startedAt: Date.now(),
    status: 'EGRESS_STARTING',
    writes: true,
    isZombie: false,
    listed: [],
  };
  if (scenario === 'late-start') await delay(5_000);
  else await delay(delayOf('StartTrackCompositeEgress.200.egress_starting.json'));
  egresses.set(egress.id, egress);
  await sendWebhook(egress, 'sample-index.egress_started.starting.json');
  if (scenario === 'nonexistent-track') void delay(30_000).then(() => end(egress, scenario));
  else if (scenario === 'unwritable-storage') {
    egress.status = 'EGRESS_ACTIVE';
    void delay(10_000).then(() => end(egress, scenario));
  } else if (scenario !== 'slow-start-up') {
    egress.status = 'EGRESS_ACTIVE';
    void write(egress);
    await sendWebhook(egress, 'sample-index.egress_updated.active.json');
  }
  return { status: 200, body: { ...apiSample('StartTrackCompositeEgress.200.egress_starting.json'), ...ours(egress) } };
}

async function stop(egressId: string): Promise<Answer> {
  const egress = egresses.get(egressId);
  if (!egress) return await refuse('StopEgress.404.not_found.json');
  if (egress.isZombie) return await refuse('StopEgress.408.deadline_exceeded.json');
  if (egress.status === 'EGRESS_STARTING') {
    await end(egress, 'aborted-stop-before-start');
    return await refuse('StopEgress.412.failed_precondition.json');
  }
  if (egress.end) return await refuse('StopEgress.412.failed_precondition.json');
  void delay(400).then(() => end(egress, 'stop-api'));
  return { status: 200, body: { ...apiSample('StopEgress.200.egress_ending.json'), ...ours(egress) } };
}

function list({ egressId, roomName, active }: z.infer<typeof listRequest>): Answer {
  if (unlistable.has(egressId)) return { status: 500, body: { code: 'internal', msg: 'broken on purpose' } };
  const some = [...egresses.values()].filter(
    (egress) =>
      (egressId === '' || egress.id === egressId) && (roomName === '' || egress.request.roomName === roomName) && !(active && egress.end),
  );
  return { status: 200, body: { items: some.map(describe) } };
}

const shareControl = z.object({ roomName: z.string(), identity: z.string(), videoTrackId: z.string().nullable() });
const slowControl = z.object({ ms: z.number() });
/** How long the list of a room takes. */
let slowMs = 0;
const participantRequest = z.object({ room: z.string(), identity: z.string().default('') });
const shares = new Map<string, z.infer<typeof shareControl>>();

/** The room's one sharer, as LiveKit lists them. */
function participants(room: string, identity: string): Json[] {
  const share = shares.get(room);
  if (!share || (identity !== '' && share.identity !== identity)) return [];
  const tracks = share.videoTrackId === null ? [] : [{ sid: share.videoTrackId, type: 'VIDEO', source: 'SCREEN_SHARE' }];
  return [{ sid: 'PA_1', identity: share.identity, state: 'ACTIVE', kind: 'STANDARD', tracks }];
}

const control = z.object({
  egressId: z.string(),
  event: z.enum(['end', 'kill-service', 'stop-writing', 'break-list', 'mend-list']),
  scenario: z.string().default(''),
});

async function answer(method: string, body: unknown): Promise<Answer> {
  switch (method) {
    case 'StartTrackCompositeEgress':
      requests.push(json.parse(body));
      return await start(startRequest.parse(body));
    case 'StopEgress':
      return await stop(idRequest.parse(body).egressId);
    case 'ListEgress':
      return list(listRequest.parse(body));
    case 'GetParticipant': {
      const { room, identity } = participantRequest.parse(body);
      const [participant] = participants(room, identity);
      return participant
        ? { status: 200, body: participant }
        : { status: 404, body: { code: 'not_found', msg: 'participant does not exist' } };
    }
    case 'ListParticipants':
      await delay(slowMs);
      return { status: 200, body: { participants: participants(participantRequest.parse(body).room, '') } };
    case 'share': {
      const share = shareControl.parse(body);
      shares.set(share.roomName, share);
      return { status: 200, body: {} };
    }
    case 'slow':
      slowMs = slowControl.parse(body).ms;
      return { status: 200, body: {} };
    case 'requests':
      return { status: 200, body: { requests } };
    case 'control': {
      const { egressId, event, scenario } = control.parse(body);
      const egress = egresses.get(egressId);
      if (!egress) return { status: 404, body: {} };
      if (event === 'break-list') unlistable.add(egressId);
      else if (event === 'mend-list') unlistable.delete(egressId);
      else if (event === 'end') await end(egress, scenario);
      else egress.writes = false;
      egress.isZombie = event === 'kill-service';
      return { status: 200, body: {} };
    }
    default:
      return { status: 404, body: { code: 'bad_route', msg: method } };
  }
}

const verifier = new TokenVerifier(options.apiKey, options.apiSecret);
const server = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(z.instanceof(Uint8Array).parse(chunk)));
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    if (request.url?.startsWith('/twirp/') === true) await verifier.verify((request.headers.authorization ?? '').replace('Bearer ', ''));
    const { status, body, text } = await answer(method, JSON.parse(Buffer.concat(chunks).toString() || '{}'));
    response.writeHead(status, { 'content-type': 'application/json' }).end(text ?? JSON.stringify(body));
  })().catch((error: unknown) => {
    response.writeHead(500).end(JSON.stringify({ code: 'internal', msg: String(error) }));
  });
});
// A reused connection that ends in the same instant would look like an unreachable server.
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
});
