import { eq } from 'drizzle-orm'
import { segments } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { given } from '../../studio/staff-input.ts'
import { findSegment, type Segment } from './list-segments.ts'
import { segmentInput, type SegmentInput } from './segment-input.ts'

type Change = { [Field in keyof SegmentInput]?: SegmentInput[Field] | undefined }

/**
 * Gives a segment another name or filter.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; DatabaseError.
 */
export async function changeSegment(
  ctx: TenantContext,
  { segmentId, ...changes }: Change & { segmentId: string },
): Promise<Segment> {
  const actor = requireStaff(ctx, 'clients:change')
  const { name, filter, ...before } = await findSegment(ctx, segmentId)
  const after = parseInput(segmentInput, { name, filter, ...given(changes) })
  const { orm, write } = ctx.db
  await write([
    orm.update(segments).set(after).where(eq(segments.id, segmentId)),
    insertAudit(ctx, {
      actor,
      action: 'segment.changed',
      subjectId: segmentId,
      before: { name, filter },
      after,
    }),
  ])
  return { ...before, ...after }
}
