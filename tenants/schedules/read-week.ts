import { asc, eq, sql } from 'drizzle-orm'
import { availabilityRules } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { toLines } from './week-lines.ts'
import type { WeeklyRule } from './weekly-rule.ts'

/** A trainer's weekly hours and breaks through the week; the digest tells this week from any other. */
export type Week = { trainerId: string; digest: string; rules: WeeklyRule[] }

/** The week of a trainer who is known to be there: one round trip. */
export async function readWeek({ db }: TenantContext, trainerId: string): Promise<Week> {
  const [rules] = await db.read([
    db.orm
      .select()
      .from(availabilityRules)
      .where(eq(availabilityRules.trainerId, trainerId))
      .orderBy(asc(availabilityRules.weekday), asc(availabilityRules.startMinute), asc(availabilityRules.id)),
  ])
  return { trainerId, digest: await digestOf(rules), rules }
}

/** Of the same hours under the same conditions it is the same, whatever the rules are called. */
export async function digestOf(rules: Parameters<typeof toLines>[0]): Promise<string> {
  const text = new TextEncoder().encode(toLines(rules).join('\n'))
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return Array.from(bytes.slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A condition: the trainer's rules are these and no others. */
export function isWeekStill(trainerId: string, rules: readonly WeeklyRule[]) {
  const seen = rules.map((rule) => [
    rule.id,
    rule.locationId,
    rule.kind,
    rule.weekday,
    rule.startMinute,
    rule.endMinute,
    rule.validFromOn,
    rule.validToOn,
    rule.everyNWeeks,
    rule.anchorOn,
  ])
  const inOrder = seen.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return sql`(SELECT json_group_array(json_array(id, location_id, kind, weekday, start_minute, end_minute,
      valid_from_on, valid_to_on, every_n_weeks, anchor_on))
    FROM (SELECT * FROM availability_rules WHERE trainer_id = ${trainerId} ORDER BY id)) = ${JSON.stringify(inOrder)}`
}
