import { and, eq, gt, isNull, lt, notInArray, sql } from 'drizzle-orm'
import { bookings } from '../../db/tenant/schema/index.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import { findRefusal } from '../bookings/find-refusal.ts'
import { isOwnBooking } from '../bookings/own-bookings.ts'
import type { KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { listLimitChecks } from '../limits/list-limit-checks.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { describeLimit } from './describe-refusal.ts'
import { describeInstant, describeInterval } from './describe-when.ts'
import type { TimeRefusal } from './explain-time.ts'
import type { Schedule } from './read-schedules.ts'
import type { Interval } from './slot-input.ts'

type Asked = {
  catalogue: Catalogue
  service: Service
  /** Of whom it takes the time; nobody's in a class. */
  schedule: Pick<Schedule, 'timeZone' | 'durationMinutes'> & { trainerId: string | null }
  startsAt: number
  /** Lower case, and what is known of whoever has it. */
  email: string
  client: KnownClient
  ignore: readonly string[]
  /** A trainer who hears that there is another booking, but where only of their own; null: whoever asks may know. */
  onlyTrainerId: string | null
}

/**
 * What keeps this client from a time that is free: online booking stopped, limits, another booking then. Nothing when they
 * can have it. At most three round trips. Throws DatabaseError.
 */
export async function explainClient(ctx: TenantContext, asked: Asked): Promise<TimeRefusal | undefined> {
  const { catalogue, service, schedule, startsAt, client, ignore } = asked
  const { timeZone } = schedule
  const suspension = client.id === null ? null : await isSuspended(ctx, client.id)
  if (suspension) {
    const { until } = suspension
    const sentence = `The client cannot book online until ${describeInstant(timeZone, until)}.`
    return { reason: 'suspended', sentence, details: { opensAt: until } }
  }
  const slot = { startsAt, endsAt: startsAt + minutes(schedule.durationMinutes) }
  const { trainerId } = schedule
  const { clientGroupId } = client
  const now = ctx.now()
  const whose = { serviceId: service.id, trainerId, clientKey: client.key, clientGroupId, timeZone, now }
  // The guard itself is asked, without what the schedule has answered.
  const refusal = await findRefusal(ctx.db, {
    times: [],
    takes: [],
    places: [],
    limits: listLimitChecks(catalogue, { ...whose, during: [slot] }),
    person: catalogue.studio.allowsClientOverlap
      ? null
      : { clientKey: client.key, dependentId: null, during: [slot] },
    holder: null,
    ignore: [...ignore],
    isForced: false,
    now,
  })
  if (!refusal) return undefined
  const { reason, about } = refusal
  const limit = catalogue.limits.find(({ id }) => id === about)
  if (limit) {
    const who = { client: 'The client', trainer: 'The trainer', service: 'This' }[limit.subject]
    return { reason, sentence: `${who} ${describeLimit(limit)}.`, details: { limitId: limit.id } }
  }
  const other = await findOverlap(ctx, { ...asked, slot })
  if (!other) return { reason, sentence: 'The client has another booking at that time.', details: {} }
  const sentence = `The client has another booking ${describeInterval(timeZone, other)}.`
  return { reason, sentence, details: other }
}

/** Their own booking at that time. */
async function findOverlap(
  { db }: TenantContext,
  { client, ignore, slot, onlyTrainerId }: Asked & { slot: Interval },
): Promise<(Interval & { sourceId: string }) | undefined> {
  const [[other]] = await db.read([
    db.orm
      .select({ sourceId: bookings.id, startsAt: bookings.startsAt, endsAt: bookings.endsAt })
      .from(bookings)
      .where(
        and(
          eq(bookings.clientId, client.id ?? ''),
          isNull(bookings.dependentId),
          eq(bookings.guestPosition, 0),
          lt(bookings.startsAt, slot.endsAt),
          gt(bookings.endsAt, slot.startsAt),
          sql`${bookings.status} NOT IN ${FREED}`,
          notInArray(bookings.id, [...ignore]),
          onlyTrainerId === null ? undefined : isOwnBooking(onlyTrainerId),
        ),
      )
      .limit(1),
  ])
  return other
}
