import { sql, type SQL } from 'drizzle-orm'
import { smsCounts, usageCounts } from '../../db/tenant/schema/index.ts'
import type { SmsRefusal } from './sms-refusals.ts'

/** Text messages a studio may send to one number on one UTC day, */
export const NUMBER_CAP = 10
/** and to all numbers that differ in their last four digits only: a block that somebody rents to be written to. */
export const PREFIX_CAP = 30
/** To one number from all studios together. */
export const NUMBER_CAP_EVERYWHERE = 25
/** Consents that visitors from one network may give on one UTC day. */
export const NETWORK_CAP = 15

/** One thing that is counted, and how often it may be on one day. */
export type SmsCount = { scope: (typeof smsCounts.$inferSelect)['scope']; key: string; cap: number }

export const refusalOf: Record<Exclude<SmsCount['scope'], 'network'>, SmsRefusal> = {
  studio: 'sms_studio_cap',
  number: 'sms_number_cap',
  prefix: 'sms_prefix_cap',
}

/** The counts that are full, as rows `scope`. */
export function selectFull(counts: readonly SmsCount[], dayOn: string): SQL {
  const asked = counts.map(({ scope, key, cap }) => sql`(${scope}, ${key}, ${cap})`)
  return sql`SELECT asked.column1 AS scope FROM (VALUES ${sql.join(asked, sql`, `)}) AS asked
    LEFT JOIN ${smsCounts} AS counted ON counted.day_on = ${dayOn} AND counted.scope = asked.column1
      AND counted.key = asked.column2
    WHERE coalesce(counted.count, 0) >= asked.column3`
}

/** Counts one more of each, where a condition holds. */
export function countUp(counts: readonly SmsCount[], { dayOn, where }: { dayOn: string; where: SQL }): SQL {
  const rows = counts.map(({ scope, key }) => sql`(${scope}, ${key}, ${dayOn}, 1)`)
  return sql`INSERT INTO ${smsCounts} (scope, key, day_on, count)
    SELECT * FROM (VALUES ${sql.join(rows, sql`, `)}) WHERE ${where}
    ON CONFLICT (day_on, scope, key) DO UPDATE SET count = count + 1`
}

/**
 * After `countUp` in its batch: a text that is paid as several parts takes several of the month's that the plan holds. The
 * triggers have counted the first.
 */
export function countParts(segments: number, dayOn: string): SQL {
  return sql`UPDATE ${usageCounts} SET count = count + ${segments - 1}
    WHERE changes() > 0 AND key = 'sms_per_month' AND period = ${dayOn.slice(0, 'YYYY-MM'.length)}`
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}
