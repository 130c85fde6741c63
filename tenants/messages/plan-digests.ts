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
  const { db } = ctx
  const now = ctx.now()
  const [[settings], [main]] = await db.read([
    db.orm.select({ minute: messageSettings.digestAtMinute }).from(messageSettings),
    db.orm.select({ timeZone: locations.timeZone }).from(locations).orderBy(asc(locations.position)).limit(1),
  ])
  const minuteOfDay = settings?.minute ?? null
  if (minuteOfDay === null || !main) return null
  const { timeZone } = main
  const today = localDateAt(timeZone, now)
  const at = toInstant(timeZone, { on: today, minuteOfDay })
  if (now >= at && now < at + DIGEST_LIFE_MS) await planDay(ctx, { on: today, timeZone, at })

  const fromOn = now < at ? today : addDays(today, 1)
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

/** A local date, and the instant of its digest. */
type Day = { on: string; timeZone: string; at: number }

async function planDay({ db }: TenantContext, { on, timeZone, at }: Day): Promise<void> {
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
  const told = people.filter(({ role, grants, trainerId }) => {
    const reach = grantsOf(role, grants).bookings.view
    return reach === 'any' ? trainerIds.size > 0 : reach === 'own' && trainerIds.has(trainerId ?? '')
  })
  const [first, ...others] = told.map(({ user }) =>
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
