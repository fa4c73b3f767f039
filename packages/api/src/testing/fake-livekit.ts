import { createServer } from 'node:http';
import { z } from 'zod';

/** LiveKit's room service as far as the product asks it: who shares what. */
export interface FakeLiveKit {
  /** As LIVEKIT_URL. */
  url: string;
  /** Tracks by identity; somebody without an entry is in no room. */
  shares: Map<string, { videoTrackId: string; audioTrackId?: string }>;
  close(): Promise<void>;
}

const questionSchema = z.object({ identity: z.string() });

/** Answers GetParticipant; any other question is a 500. */
export async function startFakeLiveKit(): Promise<FakeLiveKit> {
  const shares: FakeLiveKit['shares'] = new Map();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      if (request.url !== '/twirp/livekit.RoomService/GetParticipant') return void response.writeHead(500).end('{}');
      const { identity } = questionSchema.parse(JSON.parse(body));
      const share = shares.get(identity);
      if (!share) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"not_found","msg":"not there"}');
      const tracks = [
        { sid: share.videoTrackId, type: 'VIDEO', source: 'SCREEN_SHARE' },
        ...(share.audioTrackId === undefined ? [] : [{ sid: share.audioTrackId, type: 'AUDIO', source: 'SCREEN_SHARE_AUDIO' }]),
      ];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sid: 'PA_1', identity, tracks }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    shares,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
