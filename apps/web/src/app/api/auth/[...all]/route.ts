import { getWebServer } from '../../../../server/web-server.ts';

export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> => getWebServer().api.handleAuth(request);

export { handle as GET, handle as POST };
