import { desc, eq, isNull, sql } from 'drizzle-orm'
import { operatorKeys, users, type OperatorRole } from '../../db/registry/schema/index.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A key as operators see it; instants in ms. */
export type OperatorKeyEntry = {
  id: string
  name: string
  role: OperatorRole
  /** How it begins. */
  hint: string
  /** The name of whoever made it; null: it came with the installation. */
  madeBy: string | null
  createdAt: number
  expiresAt: number | null
  lastUsedAt: number | null
}

/** Keys that are not revoked, the newest first. @throws AppError `unauthorized`, `second_factor_required` */
export async function listOperatorKeys(ctx: PlatformContext): Promise<OperatorKeyEntry[]> {
  requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const { id, name, role, hint, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = operatorKeys
  const [rows] = await read([
    orm
      .select({ id, name, role, hint, madeBy: users.name, createdAt, expiresAt, lastUsedAt })
      .from(operatorKeys)
      .leftJoin(users, eq(createdBy, sql`'operator:' || ${users.id}`))
      .where(isNull(revokedAt))
      .orderBy(desc(createdAt), desc(id)),
  ])
  return rows
}
