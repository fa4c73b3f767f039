import { createPrismaOperatorStore, shareOfQuota } from '@reprise/replay/server';
import { z } from 'zod';
import { defineCommand } from './command.ts';
import { formatTable, right } from './output/format-table.ts';
import { formatBytes, formatShare } from './output/format-values.ts';

/** Tells whose quota is how full. */
export const quotasCommand = defineCommand({
  name: 'quotas',
  summary: 'Tell how full quotas are, fullest first',
  options: [['--over <percent>', 'only those of which more than this is taken, reservations included']],
  schema: z.object({ over: z.coerce.number().min(0).max(1000).optional() }),
  run: async ({ db, env }, { over }) => {
    const all = await createPrismaOperatorStore(db).listQuotas(env.replay.defaultQuotaBytes);
    const quotas = all.filter((quota) => over === undefined || shareOfQuota(quota) * 100 > over);
    const rows = quotas.map((quota) => [
      quota.name,
      quota.email,
      quota.userId,
      formatShare(shareOfQuota(quota)),
      formatBytes(quota.usedBytes),
      formatBytes(quota.reservedBytes),
      formatBytes(quota.quotaBytes),
    ]);
    const table = formatTable(['person', 'address', 'id', right('taken'), right('used'), right('reserved'), right('quota')], rows);
    const none = over === undefined ? 'There is nobody yet.' : `Nobody has taken more than ${over} % of their quota.`;
    return { data: quotas, text: rows.length === 0 ? none : table, problems: 0 };
  },
});
