import { and, eq } from 'drizzle-orm'
import { savedViews } from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { requireViewer } from './whose-views.ts'

/**
 * Forgets a view of whoever asks. Somebody else's, and one that is gone, stay as they are.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function deleteView(ctx: TenantContext, { viewId }: { viewId: string }): Promise<void> {
  const userId = requireViewer(ctx)
  const { orm, write } = ctx.db
  await write([orm.delete(savedViews).where(and(eq(savedViews.id, viewId), eq(savedViews.userId, userId)))])
}
