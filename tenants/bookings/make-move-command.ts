import type { BookingRow, PolicyRules } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { deriveId } from '../ids.ts'
import { listLimitChecks } from '../limits/list-limit-checks.ts'
import { planNotice } from '../messages/plan-notice.ts'
import { toTerms } from '../policies/terms.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import type { BookingChange, ChangeCommand, PlannedEvent } from './booking-command.ts'
import type { Spot } from './booking-request.ts'
import { toTrainerTime, type Claim } from './claim.ts'
import { placeOf, takesOf } from './make-rows.ts'
import { moveUntil } from './movable.ts'
import type { KnownClient } from './read-client.ts'
import type { Move } from './reschedule-booking.ts'

type Moving = {
  ctx: TenantContext
  catalogue: Catalogue
  service: Service
  /** Who moves, all from one place, the first of them first. */
  rows: readonly [BookingRow, ...BookingRow[]]
  spot: Spot
  move: Move
  rules: PolicyRules | null
  client: KnownClient
  isStaff: boolean
  actor: string
  /** Of the move of the booking it was asked for. */
  eventId: string
}

type Place = ReturnType<typeof placeOf>

/** The command that takes the new place and frees the old one, all in one or nothing. */
export async function makeMoveCommand(moving: Moving): Promise<ChangeCommand> {
  const { rows, spot, service } = moving
  const place = placeOf(spot, service)
  const takes = takesOf(spot, rows.length)
  const toChange = async (row: BookingRow, index: number): Promise<BookingChange> => {
    const set = { ...toSet(row, place, moving), takes: takes[index] ?? [] }
    const event = await makeEvent({ ...moving, row, set })
    return { id: row.id, version: row.version, set, event, messages: await planFor(row, moving) }
  }
  const [first, ...others] = rows
  const change = await toChange(first, 0)
  return {
    kind: 'change',
    id: change.event.id,
    lineId: place.trainerId,
    claim: makeClaim(moving, { place, takes: takes.flat() }),
    rows: [change, ...(await Promise.all(others.map((row, index) => toChange(row, index + 1))))],
  }
}

type Set = ReturnType<typeof toSet>

function toSet(row: BookingRow, place: Place, { service, rules, isStaff, move, ctx }: Moving) {
  const { timeZone, ...where } = place
  const { startsAt } = place
  const now = ctx.now()
  const { policyId, policyVersion: version } = row
  const policy = policyId !== null && version !== null && rules ? { id: policyId, version, rules } : null
  const terms = toTerms(policy, { service, startsAt, bookedAt: row.createdAt, timeZone })
  const keeps = place.sessionId === null && place.trainerId === row.trainerId
  return {
    ...where,
    // What was agreed with this trainer stays agreed.
    priceMinor: keeps ? row.priceMinor : place.priceMinor,
    // Moving a week ahead must not make free what was not free any more.
    freeCancelUntil: now > row.freeCancelUntil ? row.freeCancelUntil : terms.freeCancelUntil,
    rescheduleUntil: now > moveUntil(row) ? moveUntil(row) : terms.rescheduleUntil,
    rescheduleCount: row.rescheduleCount + (isStaff ? 0 : 1),
    expiresAt: row.expiresAt === null ? null : Math.min(row.expiresAt, startsAt),
    overrideReason: move.override?.reason ?? null,
  }
}

type Told = Pick<Moving, 'actor' | 'eventId' | 'rows'> & { row: BookingRow; set: Set }

async function makeEvent({ row, set, actor, eventId, rows }: Told): Promise<PlannedEvent> {
  const isFirst = row.id === rows[0].id
  return {
    id: isFirst ? eventId : await deriveId('evt', row.id, 'moved', eventId),
    kind: 'moved',
    actor,
    details: {
      fromStartsAt: row.startsAt,
      fromEndsAt: row.endsAt,
      fromTrainerId: row.trainerId,
      fromLocationId: row.locationId,
      fromSessionId: row.sessionId,
      fromPriceMinor: row.priceMinor,
      toStartsAt: set.startsAt,
      toEndsAt: set.endsAt,
      toTrainerId: set.trainerId,
      toLocationId: set.locationId,
      toSessionId: set.sessionId,
      toPriceMinor: set.priceMinor,
    },
  }
}

/** The first of those who move is told for all of them. */
function planFor({ id, version }: BookingRow, { ctx, rows }: Moving) {
  const kind = id === rows[0].id ? 'booking_moved' : null
  return planNotice({ bookingId: id, now: ctx.now(), kind, version: version + 1 })
}

function makeClaim(moving: Moving, { place, takes }: { place: Place; takes: Claim['takes'] }): Claim {
  const { ctx, catalogue, service, rows, client, isStaff, move } = moving
  const [first] = rows
  const { sessionId, trainerId, locationId, startsAt, endsAt, timeZone } = place
  const now = ctx.now()
  const during = [{ startsAt, endsAt }]
  const isOwn = first.guestPosition === 0
  const limits = listLimitChecks(catalogue, {
    serviceId: service.id,
    trainerId: sessionId === null ? trainerId : null,
    clientKey: client.key,
    clientGroupId: client.clientGroupId,
    timeZone,
    now,
    during,
    // How many they have, moving does not change.
  }).filter(({ period }) => period === 'day' || period === 'week')
  return {
    times: sessionId === null ? [toTrainerTime(place)] : [],
    takes,
    places:
      sessionId === null
        ? []
        : [
            {
              sessionId,
              seen: { startsAt, endsAt, trainerId, locationId },
              quantity: rows.length,
              isOnline: !isStaff,
              waitlistEntryId: null,
            },
          ],
    limits: isOwn ? limits : [],
    person:
      catalogue.studio.allowsClientOverlap || !isOwn
        ? null
        : { clientKey: client.key, dependentId: first.dependentId, during },
    unblocked: isStaff ? null : client.key,
    holder: null,
    ignore: rows.map(({ id }) => id),
    isForced: Boolean(move.override),
    now,
  }
}
