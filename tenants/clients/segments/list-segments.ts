import { asc } from 'drizzle-orm'
import { segments, type SegmentRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { parseInput } from '../../parse-input.ts'
import { clientFilter, type ClientFilter } from './client-filter.ts'

/** Clients with something in common, by a filter that somebody has saved. */
export type Segment = Pick<SegmentRow, 'id' | 'name' | 'createdAt'> & { filter: ClientFilter }

/**
 * The studio's own segments by name, for everybody who sees clients: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listSegments(ctx: TenantContext): Promise<Segment[]> {
  requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [rows] = await read([orm.select().from(segments).orderBy(asc(segments.name), asc(segments.id))])
  return rows.map(({ id, name, createdAt, filter }) => {
    return { id, name, createdAt, filter: parseInput(clientFilter, filter) }
  })
}

/** @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function findSegment(ctx: TenantContext, segmentId: string): Promise<Segment> {
  const segment = (await listSegments(ctx)).find(({ id }) => id === segmentId)
  if (!segment) throw new AppError('not_found', 'There is no such segment.')
  return segment
}
