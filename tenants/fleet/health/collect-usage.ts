import { and, asc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import {
  customHostnames,
  messageTallies,
  tenantFacts,
  tenants,
  tenantUsage,
} from '../../../db/registry/schema/index.ts'
import { days, hours } from '../../durations.ts'
import type { DatabaseUsage } from '../database-host.ts'
import { databaseNameOf } from '../database-name.ts'
import type { FleetContext } from '../fleet-context.ts'

/** In one hour: twelve thousand studios a day. */
const MOST_AT_ONCE = 500
/** A Worker waits for six answers at a time. */
const ASKED_AT_ONCE = 6
const WRITTEN_AT_ONCE = 50
/** Of the day that is under way. */
const ANEW_AFTER_MS = hours(6)

type Due = { id: string; databaseName: string | null }
type Day = { dayOn: string; from: number; to: number }

/**
 * Asks the host of databases what each studio used yesterday and so far today, and counts beside it what was sent. Once an
 * hour, as many as fit; who was asked about a day when it was over is not asked about it again.
 *
 * @throws the first failure, when the others are done.
 */
export async function collectUsage(fleet: FleetContext): Promise<void> {
  const now = fleet.now()
  const today = dayOf(now)
  for (const day of [dayOf(now - days(1)), today]) {
    const countedSince = day === today ? now - ANEW_AFTER_MS : day.to
    await collectDay(fleet, day, countedSince)
  }
}

function dayOf(at: number): Day {
  const from = at - (at % days(1))
  return { dayOn: new Date(from).toISOString().slice(0, 10), from, to: from + days(1) }
}

async function collectDay(fleet: FleetContext, day: Day, countedSince: number): Promise<void> {
  const due = await listDue(fleet.registry, day, countedSince)
  const sent = await countSent(fleet.registry, day)
  const queue = due.values()
  const failures: unknown[] = []
  const rows: (typeof tenantUsage.$inferInsert)[] = []
  const askOneByOne = async () => {
    for (const tenant of queue) {
      try {
        const usage = await fleet.databaseHost.usage(tenant.databaseName ?? databaseNameOf(tenant.id), day)
        rows.push({ ...toRow(usage, day, fleet.now()), ...sent(tenant.id), tenantId: tenant.id })
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askOneByOne))
  for (let start = 0; start < rows.length; start += WRITTEN_AT_ONCE) {
    await writeRows(fleet, rows.slice(start, start + WRITTEN_AT_ONCE))
  }
  if (failures.length > 0) throw failures[0]
}

async function listDue({ orm, read }: Registry, { dayOn, to }: Day, countedSince: number): Promise<Due[]> {
  const [due] = await read([
    orm
      .select({ id: tenants.id, databaseName: tenants.databaseName })
      .from(tenants)
      .leftJoin(tenantUsage, and(eq(tenantUsage.tenantId, tenants.id), eq(tenantUsage.dayOn, dayOn)))
      .where(
        and(
          inArray(tenants.status, ['active', 'suspended']),
          sql`${tenants.createdAt} < ${to}`,
          sql`ifnull(${tenantUsage.countedAt}, 0) < ${countedSince}`,
        ),
      )
      .orderBy(asc(tenants.id))
      .limit(MOST_AT_ONCE),
  ])
  return due
}

/** What was sent on that day, and how many names are kept now, by studio. */
async function countSent({ orm, read }: Registry, { from, to }: Day) {
  const { tenantId, vendor, sent, hourAt } = messageTallies
  const [tallies, names] = await read([
    orm
      .select({ tenantId, vendor, sent: sql<number>`sum(${sent})`.mapWith(Number) })
      .from(messageTallies)
      .where(and(gte(hourAt, from), sql`${hourAt} < ${to}`, inArray(vendor, ['resend', 'twilio'])))
      .groupBy(tenantId, vendor),
    orm
      .select({ tenantId: customHostnames.tenantId, count: sql<number>`count(*)`.mapWith(Number) })
      .from(customHostnames)
      .groupBy(customHostnames.tenantId),
  ])
  const sentBy = new Map(tallies.map((one) => [`${one.vendor} ${one.tenantId}`, one.sent]))
  const namesOf = new Map(names.map((one) => [one.tenantId, one.count]))
  return (id: string) => ({
    emails: sentBy.get(`resend ${id}`) ?? 0,
    smsParts: sentBy.get(`twilio ${id}`) ?? 0,
    hostnames: namesOf.get(id) ?? 0,
  })
}

function toRow(usage: DatabaseUsage, { dayOn }: Day, countedAt: number) {
  const { rowsRead, rowsWritten, storageBytes, counted } = usage
  // Where nobody counts by time there is no telling which day it was.
  const rows = counted === 'period' ? { rowsRead, rowsWritten } : { rowsRead: 0, rowsWritten: 0 }
  return { dayOn, ...rows, storageBytes, countedAt }
}

async function writeRows(
  { registry }: FleetContext,
  rows: readonly (typeof tenantUsage.$inferInsert)[],
): Promise<void> {
  const { orm, write } = registry
  const [first, ...others] = rows.flatMap(({ tenantId, dayOn, ...figures }) => [
    orm
      .insert(tenantUsage)
      .values({ tenantId, dayOn, ...figures })
      .onConflictDoUpdate({ target: [tenantUsage.dayOn, tenantUsage.tenantId], set: figures }),
    orm
      .update(tenantFacts)
      .set({ databaseBytes: figures.storageBytes ?? 0 })
      .where(eq(tenantFacts.tenantId, tenantId)),
  ])
  if (first) await write([first, ...others])
}
