import { desc, isNull } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { readActorNames } from '../audit/read-actor-names.ts'
import type { TenantContext } from '../context.ts'
import { toApiKeyView, type ApiKeyView } from './api-key-view.ts'

/**
 * The studio's keys, newest first: what each may do, who made it, when it was last used and when it ends. Revoked ones are
 * not among them.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listApiKeys(ctx: TenantContext): Promise<ApiKeyView[]> {
  requireStaff(ctx, 'staff:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(apiKeys)
      .where(isNull(apiKeys.revokedAt))
      .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id)),
  ])
  const names = await readActorNames(
    ctx,
    rows.map(({ createdBy }) => createdBy),
  )
  return rows.map((row) => toApiKeyView(row, names.get(row.createdBy ?? '') ?? null))
}
