import { segments } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import { listSegments, type Segment } from './list-segments.ts'
import { MOST_SEGMENTS, segmentInput, type SegmentInput } from './segment-input.ts'

/**
 * Keeps a filter of clients under a name, for everybody who works here.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_allowed` (`too_many`); DatabaseError.
 */
export async function createSegment(ctx: TenantContext, raw: SegmentInput): Promise<Segment> {
  const actor = requireStaff(ctx, 'clients:change')
  const input = parseInput(segmentInput, raw)
  if ((await listSegments(ctx)).length >= MOST_SEGMENTS) {
    throw new AppError('not_allowed', `There can be ${MOST_SEGMENTS} segments.`, { reason: 'too_many' })
  }
  const segment = { ...input, id: makeId('seg'), createdAt: ctx.now() }
  await ctx.db.write([
    ctx.db.orm.insert(segments).values({ ...segment, author: actor }),
    insertAudit(ctx, { actor, action: 'segment.created', subjectId: segment.id, after: input }),
  ])
  return segment
}
