import type { AuditRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import type { ListAuditInput } from './audit-filter.ts'
import { readAuditPage } from './read-audit-page.ts'
import { readActorNames } from './read-actor-names.ts'

/** A line of the log, with the name of whoever did it, when they have one. */
export type AuditEntry = AuditRow & { actorName: string | null }

/**
 * Who did what, and who looked at whom: newest first, one page, and whether there are more. Everything about a client is what
 * has the client's id for its subject.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listAudit(
  ctx: TenantContext,
  raw: ListAuditInput = {},
): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
  requireStaff(ctx, 'staff:view')
  const { page, hasMore } = await readAuditPage(ctx.db, raw)
  const names = await readActorNames(
    ctx,
    page.map(({ actor }) => actor),
  )
  return {
    entries: page.map((row) => ({ ...row, actorName: names.get(row.actor) ?? null })),
    hasMore,
  }
}
