import { expect, test } from 'vitest';
import { requestIdOf, traceRequests } from './trace-requests.ts';

test.each(['short', 'a'.repeat(65), 'two words here', 'new\tline-123', ''])('%j is no name for a request', (given) => {
  expect(requestIdOf(new Headers({ 'x-request-id': given }))).toMatch(/^[0-9a-f-]{36}$/);
});

test('the name a caller gave is kept, told in the answer and in the log of what may change something', async () => {
  const lines: unknown[] = [];
  const handle = traceRequests(
    { info: (fields: unknown) => void lines.push(fields) },
    async (_request, requestId) => new Response(requestId),
  );
  const headers = { 'x-request-id': 'from-a-browser' };
  const answer = await handle(new Request('http://localhost/livekit-replay/start', { method: 'POST', headers }));
  expect(answer.headers.get('x-request-id')).toBe('from-a-browser');
  expect(await answer.text()).toBe('from-a-browser');
  await handle(new Request('http://localhost/livekit-replay/rooms', { headers }));
  expect(lines).toMatchObject([{ requestId: 'from-a-browser', method: 'POST', path: '/livekit-replay/start', status: 200 }]);
});
