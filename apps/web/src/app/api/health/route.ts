import { reportHealth } from '../../../server/health/report-health.ts';

export const dynamic = 'force-dynamic';

export const GET = (): Promise<Response> => reportHealth();
