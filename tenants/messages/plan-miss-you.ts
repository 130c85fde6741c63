import { asc, sql, type SQL } from 'drizzle-orm'
import { locations, messageSettings } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'

/** At what local minute somebody is told that they are missed. */
const AT_MINUTE = 10 * 60

/** Whoever has been away for longer was missed before, or before the studio began to say so. */
const LATEST_DAYS = 30

/**
 * Tells those who have not come for as many days as the studio chose that they are missed, at ten in the morning of its main
 * place: once after each last booking, by mail, and only whoever agreed to news. Gives when to come again (ms); null when
 * the studio does not want it, or nobody is ahead.
 *
 * Two round trips at most. Throws DatabaseError.
 */
export async function planMissYou(ctx: TenantContext): Promise<number | null> {
  const rule = await readRule(ctx)
  if (!rule) return null
  const { orm, write } = ctx.db
  const [, [next]] = await write([
    orm.run(insertMissYou({ ...rule, at: nextMorning(rule.timeZone, ctx.now()) })),
    orm.all<Next>(selectNext(rule)),
  ])
  return toMorning(rule, next)
}

/** When the next one is to be told (ms): now when somebody is; null when nobody is ahead. @throws DatabaseError */
export async function nextMissYou(ctx: TenantContext): Promise<number | null> {
  const rule = await readRule(ctx)
  if (!rule) return null
  const { orm, read } = ctx.db
  const [untold, [next]] = await read([
    orm.all(sql`SELECT 1 ${missed(rule)}
      AND NOT EXISTS (SELECT 1 FROM messages WHERE id = ${MESSAGE_ID}) LIMIT 1`),
    orm.all<Next>(selectNext(rule)),
  ])
  return untold.length > 0 ? ctx.now() : toMorning(rule, next)
}

type Next = { at: number | null }
/** Whose last booking was after `from` and until `until` (ms) is missed. */
type Rule = { afterDays: number; timeZone: string; from: number; until: number }

/** Nothing where the studio does not want it. */
async function readRule({ db, now }: TenantContext): Promise<Rule | undefined> {
  const [[settings], [main]] = await db.read([
    db.orm.select({ afterDays: messageSettings.missYouDays }).from(messageSettings),
    db.orm.select({ timeZone: locations.timeZone }).from(locations).orderBy(asc(locations.position)).limit(1),
  ])
  const afterDays = settings?.afterDays ?? null
  if (afterDays === null || !main) return undefined
  const until = now() - days(afterDays)
  return { afterDays, timeZone: main.timeZone, from: until - days(LATEST_DAYS), until }
}

function selectNext({ until }: Rule): SQL {
  return sql`SELECT min(last_starts_at) AS at FROM client_activity WHERE last_starts_at > ${until}`
}

function toMorning({ timeZone, afterDays }: Rule, next: Next | undefined): number | null {
  return typeof next?.at === 'number' ? nextMorning(timeZone, next.at + days(afterDays)) : null
}

/** The next time (ms) that it is ten in the morning there, from then on. */
function nextMorning(timeZone: string, from: number): number {
  const on = localDateAt(timeZone, from)
  const at = toInstant(timeZone, { on, minuteOfDay: AT_MINUTE })
  return at >= from ? at : toInstant(timeZone, { on: addDays(on, 1), minuteOfDay: AT_MINUTE })
}

const MESSAGE_ID = sql`'msg_' || substr(last.id, 5) || '_miss_you'`

/** To go out `at`. */
function insertMissYou(rule: Rule & { at: number }): SQL {
  const { at } = rule
  return sql`INSERT INTO messages
      (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at, details)
    SELECT ${MESSAGE_ID}, last.id, 0, 'miss_you', 'email', clients.email, clients.locale,
      ${at}, json_object('at', ${at})
    ${missed(rule)}
    ON CONFLICT DO NOTHING`
}

/** Who is, of those who agreed to hear it. */
function missed({ from, until }: Rule): SQL {
  return sql`FROM client_activity AS activity
    JOIN clients ON clients.id = activity.client_id AND clients.email IS NOT NULL AND clients.erased_at IS NULL
      AND clients.blocked_at IS NULL AND clients.merged_into_id IS NULL AND clients.mail_refused_at IS NULL
    JOIN notification_choices AS news ON news.client_id = clients.id AND news.kind = 'news'
      AND news.channel = 'email' AND news.is_wanted
    JOIN bookings AS last ON last.id = (SELECT id FROM bookings
      WHERE client_id = clients.id AND starts_at = activity.last_starts_at AND status <> 'cancelled'
      ORDER BY guest_position, id LIMIT 1)
    WHERE activity.last_starts_at > ${from} AND activity.last_starts_at <= ${until}`
}
