import { eq } from 'drizzle-orm'
import { segments } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { findSegment } from './list-segments.ts'

/**
 * Forgets a segment; its clients stay.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function deleteSegment(ctx: TenantContext, { segmentId }: { segmentId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'clients:change')
  const { name, filter } = await findSegment(ctx, segmentId)
  const { orm, write } = ctx.db
  await write([
    orm.delete(segments).where(eq(segments.id, segmentId)),
    insertAudit(ctx, { actor, action: 'segment.deleted', subjectId: segmentId, before: { name, filter } }),
  ])
}
