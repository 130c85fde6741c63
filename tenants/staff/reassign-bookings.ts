import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { giveClass } from './give-class.ts'
import { listUpcoming, type Upcoming } from './list-upcoming.ts'
import { moveBookings } from './move-bookings.ts'
import {
  findHindrance,
  readHandover,
  type Handover,
  type Hindrance,
  type ReassignInput,
  type Reassignment,
} from './reassignment.ts'
import { setTrainerBookable } from './set-trainer-bookable.ts'

/** So many in one go; who has more to come asks again. */
const MAX_AT_ONCE = 200
/** What was changed while it was moved is tried again. */
const PASSES = 3

/**
 * Gives what one trainer is to give to another: appointments at the same time and for the same price, classes by
 * substitution, classes that come back for good. Clients are told, and may then cancel free of charge. First the trainer is
 * taken off the site, so that whatever comes in meanwhile is either here already or refused. What cannot go stays as it is
 * and is listed with why. Again moves what it can of the rest.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError: what is done by then stays done.
 */
export async function reassignBookings(ctx: TenantContext, raw: ReassignInput): Promise<Reassignment> {
  const handover = await readHandover(ctx, raw)
  const { fromTrainerId, toTrainerId, actor } = handover
  await setTrainerBookable(ctx, { trainerId: fromTrainerId, isBookable: false })
  const before = await listUpcoming(ctx, fromTrainerId)
  const hindrances = new Map<string, Hindrance>()
  let rest = before
  let todo = before.slice(0, MAX_AT_ONCE)
  for (let pass = 1; pass <= PASSES && todo.length > 0; pass++) {
    for (const one of todo) {
      const hindrance = await findHindrance(() => give(ctx, one, handover))
      if (hindrance) hindrances.set(one.id, hindrance)
    }
    rest = await listUpcoming(ctx, fromTrainerId)
    todo = rest.filter(({ id }) => hindrances.get(id)?.reason === 'changed_meanwhile')
  }
  const stays = new Set(rest.map(({ id }) => id))
  const moved = before.filter(({ id }) => !stays.has(id))
  const after = { toTrainerId, moved: moved.map(({ id }) => id), left: [...stays] }
  await ctx.db.write([
    insertAudit(ctx, { actor, action: 'bookings.reassigned', subjectId: fromTrainerId, after }),
  ])
  return { moved, left: rest.map((one) => ({ ...one, ...(hindrances.get(one.id) ?? NOT_YET) })) }
}

const NOT_YET: Hindrance = { reason: 'not_yet', message: 'These are many: ask once more.' }

// oxlint-disable-next-line max-params
async function give(ctx: TenantContext, one: Upcoming, handover: Handover): Promise<void> {
  if (one.kind === 'booking') return moveBookings(ctx, one, handover)
  return giveClass(ctx, one, handover)
}
