import type { Db } from '@reprise/db';
import type { ReplayDeps } from '../create-replay.ts';
import { createPrismaAccessStore } from './prisma-access-store.ts';
import { createPrismaAuditStore } from './prisma-audit-store.ts';
import { createPrismaCaptureStore } from './prisma-capture-store.ts';
import { createPrismaClipStore } from './prisma-clip-store.ts';
import { createPrismaCommunityConfigStore } from './prisma-community-config-store.ts';
import { createPrismaCommunityStore } from './prisma-community-store.ts';
import { createPrismaExportStore } from './prisma-export-store.ts';
import { createPrismaInviteStore } from './prisma-invite-store.ts';
import { createPrismaLinkStore } from './prisma-link-store.ts';
import { createPrismaMessageStore } from './prisma-message-store.ts';
import { createPrismaOperationStore } from './prisma-operation-store.ts';
import { createPrismaPreferenceStore } from './prisma-preference-store.ts';
import { createPrismaQuotaStore } from './prisma-quota-store.ts';
import { createPrismaSessionStore } from './prisma-session-store.ts';
import { createPrismaStorageReports } from './prisma-storage-reports.ts';

/** Everything of {@link ReplayDeps} that PostgreSQL keeps. */
export function createPrismaStores(
  db: Db,
): Pick<
  ReplayDeps,
  | 'access'
  | 'audit'
  | 'captures'
  | 'clips'
  | 'communities'
  | 'configs'
  | 'exports'
  | 'invites'
  | 'links'
  | 'messages'
  | 'operations'
  | 'preferences'
  | 'quotas'
  | 'sessions'
  | 'storageReports'
> {
  return {
    access: createPrismaAccessStore(db),
    audit: createPrismaAuditStore(db),
    captures: createPrismaCaptureStore(db),
    clips: createPrismaClipStore(db),
    communities: createPrismaCommunityStore(db),
    configs: createPrismaCommunityConfigStore(db),
    exports: createPrismaExportStore(db),
    invites: createPrismaInviteStore(db),
    links: createPrismaLinkStore(db),
    messages: createPrismaMessageStore(db),
    operations: createPrismaOperationStore(db),
    preferences: createPrismaPreferenceStore(db),
    quotas: createPrismaQuotaStore(db),
    sessions: createPrismaSessionStore(db),
    storageReports: createPrismaStorageReports(db),
  };
}
