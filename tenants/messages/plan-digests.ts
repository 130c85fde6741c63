import { and, asc, eq, sql } from 'drizzle-orm'
import {
  locations,
  messages,
  messageSettings,
  roles,
  staff,
  staffNotificationChoices,
  users,
} from '../../db/tenant/schema/index.ts'
import { grantsOf } from '../access/find-login.ts'
import { addDays, localDateAt, toInstant } from '../availability/local-time.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import type { TenantContext } from '../context.ts'
import { DIGEST_LIFE_MS } from './judge-message.ts'

/**
 * Plans each morning's mail to staff, at the minute the studio chose and in the zone of its main place: one for everybody
 * who works here and wants it, on days on which something takes place that they may see. What it says is found when it is
 * written. Gives when to come again (ms): the morning of the next day with something on it; null when nothing is ahead.
 *
 * One round trip; two more in the hours after the minute. Throws DatabaseError.
 */
export async function planDigests(ctx: TenantContext): Promise<number | null> {
  const morning = await readMorning(ctx)
  if (!morning) return null
  if (morning.isNow) await planDay(ctx, morning)
  return nextMorning(ctx, morning)
}

/** When the next one is to be planned (ms): now while somebody is still to be told; null when nothing is ahead. */
export async function nextDigest(ctx: TenantContext): Promise<number | null> {
  const morning = await readMorning(ctx)
  if (!morning) return null
  const [untold, next] = await Promise.all([
    morning.isNow ? listUntold(ctx, morning) : [],
    nextMorning(ctx, morning),
  ])
  return untold.length > 0 ? ctx.now() : next
}

/** A local date, and the instant of its digest. */
type Day = { on: string; timeZone: string; at: number }
/** Today's, and whether it is time for it. */
type Morning = Day & { minuteOfDay: number; isNow: boolean }

/** Nothing where the studio wants none. */
async function readMorning({ db, now: clock }: TenantContext): Promise<Morning | undefined> {
  const now = clock()
  const [[settings], [main]] = await db.read([
    db.orm.select({ minute: messageSettings.digestAtMinute }).from(messageSettings),
    db.orm.select({ timeZone: locations.timeZone }).from(locations).orderBy(asc(locations.position)).limit(1),
  ])
  const minuteOfDay = settings?.minute ?? null
  if (minuteOfDay === null || !main) return undefined
  const { timeZone } = main
  const on = localDateAt(timeZone, now)
  const at = toInstant(timeZone, { on, minuteOfDay })
  return { on, timeZone, at, minuteOfDay, isNow: now >= at && now < at + DIGEST_LIFE_MS }
}

/** The next one that is ahead (ms), on a day with something on it. */
async function nextMorning(
  ctx: TenantContext,
  { on, at, timeZone, minuteOfDay }: Morning,
): Promise<number | null> {
  const fromOn = ctx.now() < at ? on : addDays(on, 1)
  const startsAt = await nextStart(ctx, toInstant(timeZone, { on: fromOn, minuteOfDay: 0 }))
  return startsAt === null ? null : toInstant(timeZone, { on: localDateAt(timeZone, startsAt), minuteOfDay })
}

/** When the first that takes place from then on begins. */
async function nextStart({ db }: TenantContext, from: number): Promise<number | null> {
  const [[next]] = await db.read([
    db.orm.all<{ at: number | null }>(sql`SELECT min(at) AS at FROM (
      SELECT * FROM (SELECT starts_at AS at FROM bookings
        WHERE starts_at >= ${from} AND status NOT IN ${FREED} ORDER BY starts_at LIMIT 1)
      UNION ALL
      SELECT * FROM (SELECT starts_at FROM sessions
        WHERE starts_at >= ${from} AND status <> 'cancelled' ORDER BY starts_at LIMIT 1))`),
  ])
  return next?.at ?? null
}

/** Who is to be told of a day and has no mail about it yet. */
async function listUntold({ db }: TenantContext, { on, timeZone }: Day) {
  const [from, until] = [on, addDays(on, 1)].map((date) => toInstant(timeZone, { on: date, minuteOfDay: 0 }))
  const [people, busy] = await db.read([
    db.orm
      .select({
        user: { id: users.id, email: users.email, locale: users.locale },
        role: staff.role,
        grants: roles.grants,
        trainerId: staff.trainerId,
      })
      .from(staff)
      .innerJoin(users, eq(users.id, staff.userId))
      .leftJoin(roles, eq(roles.id, staff.role))
      .where(
        and(
          eq(staff.status, 'active'),
          eq(users.status, 'active'),
          sql`${staff.userId} NOT IN (SELECT user_id FROM ${staffNotificationChoices}
            WHERE kind = 'digest' AND NOT is_wanted)`,
          sql`NOT EXISTS (SELECT 1 FROM ${messages} WHERE id = 'msg_' || substr(${users.id}, 5) || '_digest_' || ${on})`,
        ),
      ),
    db.orm.all<{ trainerId: string | null }>(sql`
      SELECT trainer_id AS trainerId FROM bookings
        WHERE starts_at >= ${from} AND starts_at < ${until} AND status NOT IN ${FREED}
      UNION SELECT trainer_id FROM sessions
        WHERE starts_at >= ${from} AND starts_at < ${until} AND status <> 'cancelled'
      UNION SELECT second_trainer_id FROM sessions
        WHERE starts_at >= ${from} AND starts_at < ${until} AND status <> 'cancelled'`),
  ])
  const trainerIds = new Set(busy.flatMap(({ trainerId }) => trainerId ?? []))
  return people.filter(({ role, grants, trainerId }) => {
    const reach = grantsOf(role, grants).bookings.view
    return reach === 'any' ? trainerIds.size > 0 : reach === 'own' && trainerIds.has(trainerId ?? '')
  })
}

async function planDay(ctx: TenantContext, day: Day): Promise<void> {
  const { db } = ctx
  const { on, at } = day
  const untold = await listUntold(ctx, day)
  const [first, ...others] = untold.map(({ user }) =>
    db.orm
      .insert(messages)
      .values({
        id: `msg_${user.id.slice(4)}_digest_${on}`,
        userId: user.id,
        bookingVersion: at,
        kind: 'staff_digest',
        channel: 'email',
        recipient: user.email,
        locale: user.locale,
        plannedAt: at,
        details: { on },
      })
      .onConflictDoNothing(),
  )
  if (first) await db.write([first, ...others])
}
