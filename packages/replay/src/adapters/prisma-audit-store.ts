import type { Db } from '@reprise/db';
import { z } from 'zod';
import type { AuditStore } from '../ports/audit-store.ts';

const detailsSchema = z.record(z.string(), z.unknown());

/** The audit trail in PostgreSQL. */
export function createPrismaAuditStore(db: Db): AuditStore {
  return {
    list: async ({ communityId, action, limit, before }) => {
      const rows = await db.auditEvent.findMany({
        where: {
          ...(communityId !== undefined && { communityId }),
          ...(action !== undefined && { action: { startsWith: action } }),
          ...(before && { createdAt: { lte: before.createdAt }, OR: [{ createdAt: { lt: before.createdAt } }, { id: { lt: before.id } }] }),
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      const actorIds = [...new Set(rows.flatMap((row) => (row.actorId === null ? [] : [row.actorId])))];
      const people = await db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } });
      const names = new Map(people.map((person) => [person.id, person.name]));
      return rows.map(({ actorId, createdAt, details, ...row }) => ({
        ...row,
        actor: actorId === null ? null : { id: actorId, name: names.get(actorId) ?? null },
        details: detailsSchema.parse(details),
        createdAt: createdAt.toISOString(),
      }));
    },
  };
}
