import { and, eq, gte, isNull, or } from 'drizzle-orm'
import { availabilityOverrides } from '../../db/tenant/schema/index.ts'
import { localDateAt } from '../availability/local-time.ts'
import { openIntervals } from '../availability/open-intervals.ts'
import type { TenantContext } from '../context.ts'
import type { References } from '../studio/read-references.ts'
import { listAffected, type Affected } from './list-affected.ts'
import type { WeekRule } from './weekly-rule.ts'

type Change = {
  trainer: { id: string; locationId: string }
  before: readonly WeekRule[]
  after: readonly WeekRule[]
}
type Standing = { startsAt: number; endsAt: number; locationId: string }

/**
 * What is booked with a trainer or given by them within the hours as they were, and lies outside the hours that come: two
 * round trips at once. On dates that differ, the week decides nothing.
 */
export async function listOutsideWeek(
  ctx: TenantContext,
  { timeZoneOf }: Pick<References, 'timeZoneOf'>,
  { trainer, before, after }: Change,
): Promise<Affected> {
  const { db, now } = ctx
  const { trainerId, toOn } = availabilityOverrides
  const [[overrides], affected] = await Promise.all([
    db.read([
      db.orm
        .select()
        .from(availabilityOverrides)
        .where(
          and(or(eq(trainerId, trainer.id), isNull(trainerId)), gte(toOn, localDateAt('Etc/GMT+12', now()))),
        ),
    ]),
    listAffected(ctx, {
      during: [{ from: now(), until: Number.MAX_SAFE_INTEGER }],
      trainerId: trainer.id,
      locationId: null,
    }),
  ])
  const isOpen = (week: readonly WeekRule[], { startsAt, endsAt, locationId }: Standing) => {
    const open = openIntervals(
      {
        timeZone: timeZoneOf(locationId),
        weekly: week.filter((rule) => holdsAt(rule, { trainer, locationId })),
        overrides: overrides
          .filter((row) => (row.locationId ?? locationId) === locationId)
          .map((row) => ({ ...row, isOfPlace: row.trainerId === null })),
        timeOff: [],
      },
      { from: startsAt, to: endsAt },
    )
    return open.some((one) => one.startsAt === startsAt && one.endsAt === endsAt)
  }
  const isLeftOutside = (one: Standing) => isOpen(before, one) && !isOpen(after, one)
  return {
    bookings: affected.bookings.filter(isLeftOutside),
    sessions: affected.sessions.filter(isLeftOutside),
  }
}

/** Without a place: the trainer's main one; a break: every one. */
function holdsAt(
  { kind, locationId: place }: WeekRule,
  { trainer, locationId }: { trainer: { locationId: string }; locationId: string },
): boolean {
  return (place ?? (kind === 'break' ? locationId : trainer.locationId)) === locationId
}
