import { reportMetrics } from '../../server/metrics/report-metrics.ts';

export const dynamic = 'force-dynamic';

export const GET = (request: Request): Promise<Response> => reportMetrics(request);
