import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DatabaseError } from '../../db/database-error.ts'
import { joinReads } from '../../db/join-reads.ts'
import { attempts, charges, downloads, holds, imports, webhookEvents } from '../../db/tenant/schema/index.ts'
import {
  addBooking,
  addSession,
  classIds,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { writeBooking, writeEntry } from '../../tests/support/write-rows.ts'
import { createClassSeries } from '../classes/create-class-series.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { lookAtTasks } from './look-at-tasks.ts'
import { runDueTasks } from './run-due-tasks.ts'

const asSystem = (studio: ClassStudio) => studio.makeContext({ actor: { kind: 'system' } })

async function listDue(ctx: TenantContext): Promise<string[]> {
  const found = await lookAtTasks({ ...ctx, db: joinReads(ctx.db) })
  return [...found].flatMap(([task, at]) => (at !== null && at <= ctx.now() ? [task] : []))
}

const ago = (now: number, passed: number) => ({ startsAt: now - passed, endsAt: now - passed + hours(1) })

/** What makes each task due, for those whose own tests do not say it. */
const arrangements: Record<string, (studio: ClassStudio, now: number) => Promise<unknown>> = {
  expireRequests: (studio, now) =>
    writeBooking(studio, { status: 'pending', expiresAt: now, startsAt: now + hours(30) }),
  decideAttendance: (studio, now) =>
    addSession(studio, { startsAt: now + days(2), minAttendance: 2, decideAt: now }),
  moveWaitlistsOn: async (studio, now) => {
    const session = await addSession(studio, { startsAt: now + days(3), capacity: 1 })
    await writeEntry(studio, { sessionId: session.id })
  },
  markNoShows: (studio, now) => writeBooking(studio, { ...ago(now, hours(24)), serviceId: classIds.yoga }),
  completeBookings: (studio, now) => writeBooking(studio, ago(now, hours(1))),
  settleCharges: async (studio, now) => {
    const { id } = await writeBooking(studio, {
      ...ago(now, hours(2)),
      status: 'cancelled',
      cancelKind: 'late',
    })
    const { orm, write } = studio.ctx.db
    const fee = { kind: 'late_cancel', amountMinor: 3000, currency: 'EUR', losesCredit: false } as const
    await write([
      orm.insert(charges).values({ ...fee, id: 'chg_1', bookingId: id, state: 'pending', createdAt: 0 }),
    ])
  },
  extendSeries: async (studio, now) => {
    await createClassSeries(studio.staff, {
      serviceId: classIds.yoga,
      trainerId: ids.ivan,
      weekdays: [2],
      startMinute: 18 * 60,
      fromOn: new Date(now).toISOString().slice(0, 10),
    })
    studio.clock.advance(days(8))
  },
  expireHolds: async ({ ctx: { db } }, now) => {
    const at = now - hours(2)
    const what = { trainerId: ids.maria, serviceId: ids.training, locationId: ids.location, holder: 'cli_1' }
    const time = {
      startsAt: at,
      endsAt: at,
      occupiedFrom: at,
      occupiedUntil: at,
      statusAt: at,
      createdAt: at,
    }
    await db.write([
      db.orm.insert(holds).values({ ...what, ...time, id: 'hld_1', expiresAt: now - hours(1) }),
    ])
  },
  pruneAccess: ({ ctx: { db } }, now) =>
    db.write([db.orm.insert(attempts).values({ key: 'sign-in', count: 1, until: now })]),
  pruneDownloads: ({ ctx: { db } }, now) =>
    db.write([
      db.orm.insert(downloads).values({
        id: 'dwn_1',
        state: 'ready',
        storageKey: 'a',
        author: 'system',
        createdAt: 0,
        expiresAt: now,
      }),
    ]),
  startWebhooks: ({ ctx: { db } }, now) =>
    db.write([
      db.orm
        .insert(webhookEvents)
        .values({ id: 'whe_1', type: 'webhook.test', subjectId: 'whk_1', at: now - days(31) }),
    ]),
  forgetImports: ({ ctx: { db } }, now) =>
    db.write([
      db.orm.insert(imports).values({
        id: 'imp_1',
        fileName: 'clients.csv',
        storageKey: 'b',
        bytes: 1,
        state: 'done',
        author: 'system',
        createdAt: now,
      }),
    ]),
}

test.each(Object.keys(arrangements))(
  'looking finds %s due, and doing it is the end of that',
  async (task) => {
    const studio = await makeClassStudio({ yoga: { autoNoShowMinutes: 15, waitlistMode: 'promote' } })
    const ctx = asSystem(studio)
    expect(await listDue(ctx)).toEqual([])
    await arrangements[task]?.(studio, ctx.now())
    expect(await listDue(ctx)).toEqual([task])
    const { failures } = await runDueTasks(ctx)
    expect(failures).toEqual([])
    expect(await listDue(asSystem(studio))).toEqual([])
  },
)

test('a class that was called off is due while somebody is booked in it', async () => {
  const studio = await makeClassStudio()
  const ctx = asSystem(studio)
  const session = await addSession(studio, { startsAt: ctx.now() + days(1) })
  await addBooking(studio, session)
  await ctx.db.write([ctx.db.orm.run(sql`UPDATE sessions SET status = 'cancelled'`)])
  expect(await listDue(ctx)).toEqual(['decideAttendance'])
  await runDueTasks(ctx)
  expect(await listDue(ctx)).toEqual([])
})

test('where nothing is due, two round trips say so and when to come again, and nothing is written', async () => {
  const studio = await makeClassStudio()
  const ctx = asSystem(studio)
  const startsAt = ctx.now() + days(2)
  await writeBooking(studio, { startsAt, endsAt: startsAt + hours(1) })
  const before = ctx.db.roundTrips().count
  ctx.db.write = () => Promise.reject(new Error('nothing is to be written'))

  const { nextDueAt, ...report } = await runDueTasks(ctx)
  expect(report).toEqual({ failures: [], hasRun: false })
  // The morning's mail about that day.
  expect(nextDueAt).toBeLessThan(startsAt)
  expect(nextDueAt).toBeGreaterThan(startsAt - hours(24))
  expect(ctx.db.roundTrips().count - before).toBe(2)
})

test('where looking fails, everything is tried', async () => {
  const studio = await makeClassStudio()
  const ctx = asSystem(studio)
  await writeBooking(studio, ago(ctx.now(), hours(1)))
  const { read } = ctx.db
  let isFirst = true
  ctx.db.read = (statements) => {
    if (!isFirst) return read(statements)
    isFirst = false
    return Promise.reject(new DatabaseError('unknown', 'died'))
  }
  expect(await runDueTasks(ctx)).toMatchObject({ failures: [], hasRun: true })
  expect(await listDue(asSystem(studio))).toEqual([])
})
