import { and, isNotNull, lt } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import {
  alerts,
  deadLetters,
  messageTallies,
  signUps,
  smsNumberCounts,
  tenantHours,
  tenantUsage,
} from '../../db/registry/schema/index.ts'
import { days } from '../durations.ts'

const KEPT_MS = days(30)
/** Caps on text messages look at a day. */
const COUNTS_KEPT_MS = days(2)
/** What was wrong is compared with what was wrong before. */
const ALERTS_KEPT_MS = days(90)
/** The same month of the year before, for costs. */
const USAGE_KEPT_MS = days(400)

/**
 * Takes away what is of no use any more: hours, tallies and replayed letters after a month, alerts that are over after three,
 * what was used at vendors' after a year, counts of numbers after two days.
 */
export async function pruneRegistry({ orm, write }: Registry, now: number): Promise<void> {
  const dayBefore = (ms: number) => new Date(now - ms).toISOString().slice(0, 10)
  await write([
    orm.delete(messageTallies).where(lt(messageTallies.hourAt, now - KEPT_MS)),
    orm
      .delete(deadLetters)
      .where(and(lt(deadLetters.diedAt, now - KEPT_MS), isNotNull(deadLetters.replayedAt))),
    orm.delete(signUps).where(lt(signUps.expiresAt, now)),
    orm.delete(smsNumberCounts).where(lt(smsNumberCounts.dayOn, dayBefore(COUNTS_KEPT_MS))),
    orm.delete(tenantHours).where(lt(tenantHours.hourAt, now - KEPT_MS)),
    orm.delete(tenantUsage).where(lt(tenantUsage.dayOn, dayBefore(USAGE_KEPT_MS))),
    orm.delete(alerts).where(lt(alerts.closedAt, now - ALERTS_KEPT_MS)),
  ])
}
