import { and, eq, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { clientGroups, clients, groupWindows, policies } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { getClientGroup } from './get-client-group.ts'

/**
 * Dissolves a group; the studio's rules hold for its clients as for everybody then.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict` (`in_use`) while a limit or a policy is for it.
 */
export async function deleteClientGroup(
  ctx: TenantContext,
  { clientGroupId }: { clientGroupId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { id, name } = await getClientGroup(ctx, { clientGroupId }, 'settings:change')
  const { orm, read, write } = ctx.db
  const names = sql`EXISTS (SELECT 1 FROM json_each(${policies.clientGroupIds}) WHERE value = ${id})`
  const inUse = new AppError('conflict', 'Limits or policies are for this group.', { reason: 'in_use' })
  const [[policy]] = await read([
    orm
      .select({ id: policies.id })
      .from(policies)
      .where(and(eq(policies.status, 'active'), names))
      .limit(1),
  ])
  if (policy) throw inUse
  try {
    await write([
      orm.update(clients).set({ clientGroupId: null }).where(eq(clients.clientGroupId, id)),
      orm.delete(groupWindows).where(eq(groupWindows.clientGroupId, id)),
      orm.delete(clientGroups).where(eq(clientGroups.id, id)),
      insertAudit(ctx, { actor, action: 'client_group.delete', subjectId: id, before: { name } }),
    ])
  } catch (cause) {
    throw isDatabaseError(cause, 'constraint') ? inUse : cause
  } finally {
    forgetCatalogue(ctx)
  }
}
