import { getWebServer } from '../../../server/web-server.ts';

export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> => getWebServer().api.handleRest(request);

export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };
