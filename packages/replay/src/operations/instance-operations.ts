import type { Actor } from '../access/actor.ts';
import { requireInstanceAdmin } from '../access/permissions.ts';
import type {
  AccountPage,
  CommunitySummaryPage,
  FailedCapturePage,
  FailedCapturePageInput,
  InstanceOverview,
  SearchPageInput,
} from '../schemas/operation-schemas.ts';
import type { OperationStore, PageOf } from '../ports/operation-store.ts';

export interface InstanceDeps {
  operations: OperationStore;
  /** Quota of somebody whose quota nobody has set. */
  defaultQuotaBytes: number;
}

/** The instance's workers and what it stores. @throws ReplayError PERMISSION_DENIED */
export async function getInstanceOverview({ operations }: InstanceDeps, actor: Actor): Promise<InstanceOverview> {
  requireInstanceAdmin(actor);
  return operations.getOverview();
}

/** Everybody with an account, by name or e-mail. @throws ReplayError PERMISSION_DENIED */
export async function listAccounts(
  { operations, defaultQuotaBytes }: InstanceDeps,
  actor: Actor,
  page: SearchPageInput,
): Promise<AccountPage> {
  requireInstanceAdmin(actor);
  const { items, nextCursor } = await readPage(page, (more) =>
    operations.listAccounts({ ...more, search: page.search }, defaultQuotaBytes),
  );
  return { accounts: items, nextCursor };
}

/** @throws ReplayError PERMISSION_DENIED */
export async function listCommunitySummaries(
  { operations }: InstanceDeps,
  actor: Actor,
  page: SearchPageInput,
): Promise<CommunitySummaryPage> {
  requireInstanceAdmin(actor);
  const { items, nextCursor } = await readPage(page, (more) => operations.listCommunities({ ...more, search: page.search }));
  return { communities: items, nextCursor };
}

/** @throws ReplayError PERMISSION_DENIED */
export async function listFailedCaptures(
  { operations }: InstanceDeps,
  actor: Actor,
  page: FailedCapturePageInput,
): Promise<FailedCapturePage> {
  requireInstanceAdmin(actor);
  const { items, nextCursor } = await readPage(page, (more) => operations.listFailedCaptures(more));
  return { captures: items, nextCursor };
}

/** One row more than asked for says whether there is another page. */
async function readPage<T extends { id: string }>(
  { limit, cursor }: { limit: number; cursor?: string | null | undefined },
  read: (page: PageOf) => Promise<T[]>,
): Promise<{ items: T[]; nextCursor: string | null }> {
  const found = await read({ limit: limit + 1, ...(cursor && { cursor }) });
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}
