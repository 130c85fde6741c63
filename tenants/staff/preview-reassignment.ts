import type { TenantContext } from '../context.ts'
import { previewClass } from './give-class.ts'
import { listUpcoming, type Upcoming } from './list-upcoming.ts'
import { previewMove } from './move-bookings.ts'
import {
  findHindrance,
  readHandover,
  type Handover,
  type ReassignInput,
  type Reassignment,
} from './reassignment.ts'

/**
 * What `reassignBookings` would move, and what it could not. Nothing is written, and nothing is kept for it.
 *
 * @throws AppError as `reassignBookings`.
 */
export async function previewReassignment(ctx: TenantContext, raw: ReassignInput): Promise<Reassignment> {
  const handover = await readHandover(ctx, raw)
  const moved: Reassignment['moved'] = []
  const left: Reassignment['left'] = []
  for (const one of await listUpcoming(ctx, handover.fromTrainerId)) {
    const hindrance = await findHindrance(() => preview(ctx, one, handover))
    if (hindrance) left.push({ ...one, ...hindrance })
    else moved.push(one)
  }
  return { moved, left }
}

// oxlint-disable-next-line max-params
async function preview(ctx: TenantContext, one: Upcoming, handover: Handover): Promise<void> {
  if (one.kind === 'booking') return previewMove(ctx, one, handover)
  return previewClass(ctx, one, handover)
}
