import 'server-only';
import { headers } from 'next/headers';
import { cache } from 'react';
import { getWebServer } from './web-server.ts';

/** Who asks, and what answers: found out once a request. */
export const getApiContext = cache(async () => getWebServer().api.createContext(await headers()));
