import { eq, or } from 'drizzle-orm'
import { deletionReceipts, tenants } from '../../db/registry/schema/index.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export type DeletionReceipt = {
  id: string
  tenantId: string
  body: Record<string, unknown>
  sha256: string
  /** Whether it says what it said when it was written. */
  isIntact: boolean
  createdAt: number
}

/** What was deleted of a studio that is gone. @throws AppError `not_found`, and what `requireRole` throws. */
export async function getDeletionReceipt(
  ctx: PlatformContext,
  wish: { /** Id or slug. */ tenant: string },
): Promise<DeletionReceipt> {
  requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm
      .select({ receipt: deletionReceipts })
      .from(deletionReceipts)
      .innerJoin(tenants, eq(tenants.id, deletionReceipts.tenantId))
      .where(or(eq(tenants.id, wish.tenant), eq(tenants.slug, wish.tenant))),
  ])
  if (!row) throw new AppError('not_found', 'Nothing was deleted of such a studio.')
  const { receipt } = row
  return { ...receipt, isIntact: (await hashText(JSON.stringify(receipt.body))) === receipt.sha256 }
}
