import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import {
  heartbeats,
  notices,
  tenantBacklogs,
  tenantHours,
  tenants,
} from '../../../db/registry/schema/index.ts'
import { days, hours, minutes } from '../../durations.ts'

export type PartState = 'ok' | 'degraded' | 'down'

/** What everybody may know of the platform: no studio, and no figures that say how large it is. */
export type PlatformStatus = {
  sites: PartState
  messages: PartState
  background: PartState
  /** For each of the last 24 hours, the oldest first, the share of requests that were answered; null: nobody asked. */
  answered: { hourAt: number; share: number | null }[]
  maintenance: { text: { en: string; bg: string }; startsAt: number; endsAt: number }[]
}

const SHOWN_HOURS = 24
const LEAST_ERRORS = 5
const DEGRADED_FROM = 0.05
const DOWN_FROM = 0.5
const LATE_AFTER_MS = minutes(15)
/** A studio's own sender may be broken; of so many it is us. */
const LATE_STUDIOS = 0.05
const LEAST_LATE = 3
const SILENT_AFTER_MS = minutes(10)
const ANNOUNCED_BEFORE_MS = days(7)

/** How the platform is: one call of the registry. @throws DatabaseError */
export async function readStatus({ orm, read }: Registry, now: number): Promise<PlatformStatus> {
  const thisHour = now - (now % hours(1))
  const first = thisHour - hours(SHOWN_HOURS - 1)
  const count = sql<number>`count(*)`.mapWith(Number)
  const [rows, [late], [open], beats, planned] = await read([
    orm
      .select({
        hourAt: tenantHours.hourAt,
        requests: sql<number>`sum(${tenantHours.requests})`.mapWith(Number),
        errors: sql<number>`sum(${tenantHours.errors})`.mapWith(Number),
      })
      .from(tenantHours)
      .where(sql`${tenantHours.hourAt} >= ${first}`)
      .groupBy(tenantHours.hourAt),
    orm
      .select({ count })
      .from(tenantBacklogs)
      .where(lt(tenantBacklogs.oldestDueAt, now - LATE_AFTER_MS)),
    orm.select({ count }).from(tenants).where(eq(tenants.status, 'active')),
    orm.select().from(heartbeats).where(eq(heartbeats.name, 'fleet')),
    orm
      .select({ text: notices.text, startsAt: notices.startsAt, endsAt: notices.endsAt })
      .from(notices)
      .where(
        and(
          eq(notices.kind, 'maintenance'),
          isNull(notices.tenantId),
          isNull(notices.withdrawnAt),
          gt(notices.endsAt, now),
          lt(notices.startsAt, now + ANNOUNCED_BEFORE_MS),
        ),
      )
      .orderBy(asc(notices.startsAt)),
  ])
  const ofHour = new Map(rows.map((row) => [row.hourAt, row]))
  const lately = now - thisHour < minutes(15) ? [thisHour - hours(1), thisHour] : [thisHour]
  const lateStudios = late?.count ?? 0
  const isLate = lateStudios >= LEAST_LATE && lateStudios >= LATE_STUDIOS * (open?.count ?? 0)
  const beatAt = beats[0]?.at
  return {
    sites: stateOf(lately.map((at) => ofHour.get(at))),
    messages: isLate ? 'degraded' : 'ok',
    background: beatAt !== undefined && beatAt < now - SILENT_AFTER_MS ? 'degraded' : 'ok',
    answered: Array.from({ length: SHOWN_HOURS }, (_, index) => {
      const hourAt = first + hours(index)
      const row = ofHour.get(hourAt)
      return { hourAt, share: row && row.requests > 0 ? 1 - row.errors / row.requests : null }
    }),
    maintenance: planned,
  }
}

function stateOf(rows: readonly ({ requests: number; errors: number } | undefined)[]): PartState {
  const sum = (key: 'requests' | 'errors') => rows.reduce((all, row) => all + (row?.[key] ?? 0), 0)
  const [requests, errors] = [sum('requests'), sum('errors')]
  if (errors < LEAST_ERRORS) return 'ok'
  if (errors >= DOWN_FROM * requests) return 'down'
  return errors >= DEGRADED_FROM * requests ? 'degraded' : 'ok'
}
