import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { DatabaseError } from '../../db/database-error.ts'
import {
  bookingEvents,
  bookings,
  charges,
  holds,
  messages,
  sessions,
  waitlistEntries,
} from '../../db/tenant/schema/index.ts'
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
import { days, hours, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { runDueTasks, type Task } from './run-due-tasks.ts'

/** A studio that nobody looked after for a week: every task has something to do. */
async function makeNeglected(): Promise<ClassStudio> {
  const studio = await makeClassStudio({ yoga: { autoNoShowMinutes: 15, waitlistMode: 'promote' } })
  const { clock, staff } = studio
  const { db } = studio.ctx
  await createClassSeries(staff, {
    serviceId: classIds.yoga,
    trainerId: ids.ivan,
    weekdays: [2],
    startMinute: 18 * 60,
    fromOn: '2027-01-05',
  })
  clock.advance(days(7))
  const now = clock.now()
  const ago = (h: number, ms = now - hours(h)) => ({ startsAt: ms, endsAt: ms + hours(1), createdAt: ms })
  const asked = { status: 'pending', expiresAt: now - minutes(5) } as const
  await writeBooking(studio, { ...asked, startsAt: now + hours(30) })
  await writeBooking(studio, ago(20))
  await writeBooking(studio, { ...ago(24), serviceId: classIds.yoga })
  const late = await writeBooking(studio, { ...ago(28), status: 'cancelled', cancelKind: 'late' })
  const session = await addSession(studio, { startsAt: now + days(3), capacity: 1 })
  const entry = await writeEntry(studio, { sessionId: session.id })
  const undecided = { startsAt: now + days(2), minAttendance: 2, decideAt: now - minutes(1) }
  await addBooking(studio, await addSession(studio, undecided))
  const kept = { ...ago(30), trainerId: ids.maria, serviceId: ids.training, locationId: ids.location }
  await db.write([
    db.orm.insert(charges).values({
      id: 'chg_1',
      bookingId: late.id,
      kind: 'late_cancel',
      amountMinor: 3000,
      currency: 'EUR',
      losesCredit: false,
      state: 'pending',
      createdAt: 0,
    }),
    db.orm.insert(holds).values({
      ...kept,
      id: 'hld_1',
      holder: entry.clientId,
      occupiedFrom: kept.startsAt,
      occupiedUntil: kept.endsAt,
      statusAt: kept.startsAt,
      expiresAt: kept.startsAt + minutes(5),
    }),
  ])
  return studio
}

/** Everything that tasks write, without the names of things. */
async function readState({ ctx: { db } }: ClassStudio) {
  const { orm } = db
  const [rows, owed, kept, waiting, classes, events, told] = await db.read([
    orm
      .select({ status: bookings.status, version: bookings.version })
      .from(bookings)
      .orderBy(bookings.startsAt),
    orm.select({ state: charges.state }).from(charges),
    orm.select({ status: holds.status }).from(holds),
    orm.select({ status: waitlistEntries.status }).from(waitlistEntries),
    orm.select({ on: sessions.seriesOn }).from(sessions).orderBy(sessions.startsAt),
    orm.select({ kind: bookingEvents.kind }).from(bookingEvents).orderBy(bookingEvents.kind),
    orm.select({ kind: messages.kind, state: messages.state }).from(messages).orderBy(messages.kind),
  ])
  return {
    bookings: rows.map(({ status, version }) => `${status} ${version}`),
    charges: owed.map(({ state }) => state),
    holds: kept.map(({ status }) => status),
    entries: waiting.map(({ status }) => status),
    lastOn: classes.findLast(({ on }) => on !== null)?.on,
    sessions: classes.length,
    events: events.map(({ kind }) => kind),
    messages: told.map(({ kind, state }) => `${kind} ${state}`),
  }
}

const asSystem = (studio: ClassStudio) => studio.makeContext({ actor: { kind: 'system' } })

const done = {
  bookings: ['cancelled 1', 'no_show 2', 'completed 2', 'expired 2', 'cancelled 2', 'confirmed 1'],
  charges: ['owed'],
  holds: ['released'],
  entries: ['promoted'],
  lastOn: '2027-04-06',
  sessions: 16,
  events: ['booked', 'cancelled', 'completed', 'expired', 'no_show'],
  messages: [
    'booking_cancelled planned',
    'booking_declined planned',
    'late_fee planned',
    'reminder planned',
    'reminder planned',
    'waitlist_promoted planned',
  ],
}

test('does all that is due, says when to come again, and announces nothing besides', async () => {
  const studio = await makeNeglected()
  studio.announced.length = 0

  const report = await runDueTasks(asSystem(studio))
  // Tomorrow at seven staff hear of the day.
  expect(report).toEqual({ failures: [], hasRun: true, nextDueAt: studio.clock.now() + hours(23) })
  expect(await readState(studio)).toEqual(done)
  expect(studio.announced).toEqual([])
})

test('changes nothing twice: run by three at once, and again', async () => {
  const studio = await makeNeglected()
  const reports = await Promise.all([1, 2, 3].map(() => runDueTasks(asSystem(studio))))
  expect(reports.flatMap(({ failures }) => failures)).toEqual([])
  expect(await readState(studio)).toEqual(done)

  await runDueTasks(asSystem(studio))
  expect(await readState(studio)).toEqual(done)
})

/** A context that dies at its n-th write: before it, or when that is written and the answer is on its way. */
function dieAt(studio: ClassStudio, { write: nth, isWritten }: { write: number; isWritten: boolean }) {
  const ctx = asSystem(studio)
  const { db } = ctx
  const { read, write } = db
  let writes = 0
  const died = () => Promise.reject(new DatabaseError('unknown', 'died'))
  db.read = (statements) => (writes > nth ? died() : read(statements))
  db.write = async (statements) => {
    writes += 1
    if (writes < nth) return write(statements)
    if (writes === nth && isWritten) await write(statements)
    writes = nth + 1
    return died()
  }
  return { ctx, hasDied: () => writes > nth }
}

test.each([
  ['before', false],
  ['after', true],
])(
  'dies %s any of its writes, and the next run ends up where one would have',
  async (_, isWritten) => {
    for (let write = 1, isAlive = false; !isAlive; write += 1) {
      const studio = await makeNeglected()
      const { ctx, hasDied } = dieAt(studio, { write, isWritten })
      const { failures } = await runDueTasks(ctx)
      expect(failures.length > 0).toBe(hasDied())
      isAlive = !hasDied()
      await runDueTasks(asSystem(studio))
      expect(await readState(studio), `died ${isWritten ? 'after' : 'before'} write ${write}`).toEqual(done)
    }
  },
  60_000,
)

test('a task that fails is named and tried again soon, and stops none of the others', async () => {
  const studio = await makeNeglected()
  const { db } = studio.ctx
  await db.write([
    db.orm.run(sql`CREATE TRIGGER broken BEFORE UPDATE ON bookings WHEN NEW.status = 'expired'
      BEGIN SELECT RAISE(ABORT, 'broken'); END`),
  ])

  const { failures, nextDueAt } = await runDueTasks(asSystem(studio))
  expect(failures).toMatchObject([{ task: 'expireRequests', error: { kind: 'constraint' } }])
  expect(nextDueAt).toBe(studio.clock.now() + minutes(5))
  const state = await readState(studio)
  expect(state.bookings).toEqual([
    'cancelled 1',
    'no_show 2',
    'completed 2',
    'pending 1',
    'cancelled 2',
    'confirmed 1',
  ])
  expect(state).toMatchObject({ charges: done.charges, entries: done.entries, sessions: done.sessions })
})

test('has nothing to do, and nothing to come back for, in a studio without bookings', async () => {
  const studio = await makeClassStudio()
  expect(await runDueTasks(asSystem(studio))).toEqual({ failures: [], hasRun: false, nextDueAt: null })
})

test('does nothing in a suspended studio', async () => {
  const studio = await makeNeglected()
  const before = await readState(studio)
  const { tenant } = studio.ctx
  const ctx = studio.makeContext({ tenant: { ...tenant, status: 'suspended' } })
  expect(await runDueTasks(ctx)).toEqual({ failures: [], hasRun: false, nextDueAt: null })
  expect(await readState(studio)).toEqual(before)
})

const task = (run: (ctx: TenantContext) => number | null) => vi.fn<Task>(async (ctx) => run(ctx))

test('works a long list off in pieces and leaves the rest for the next visit', async () => {
  const { ctx } = await makeClassStudio()
  let left = 3
  const short = task(({ now }) => (left-- > 0 ? now() : null))
  const endless = task(({ now }) => now() - 1)
  expect(await runDueTasks(ctx, { short, endless })).toEqual({
    failures: [],
    hasRun: true,
    nextDueAt: ctx.now() + minutes(1),
  })
  expect([short, endless].map(({ mock }) => mock.calls.length)).toEqual([4, 5])
})

test('comes at the soonest of what tasks return and announce', async () => {
  const { ctx } = await makeClassStudio()
  const later = task(({ now }) => now() + hours(3))
  const sooner = vi.fn<Task>(async ({ announce, now }) => {
    await announce(now())
    await announce(now() + hours(1))
    return now() + hours(2)
  })
  expect((await runDueTasks(ctx, { later, sooner })).nextDueAt).toBe(ctx.now() + hours(1))
})

test('goes on when a task fails for a reason of the product', async () => {
  const { ctx } = await makeClassStudio()
  const error = new AppError('unavailable', 'This studio is not set up yet.')
  const failing = vi.fn<Task>(() => Promise.reject(error))
  const next = task(() => null)
  expect((await runDueTasks(ctx, { failing, next })).failures).toEqual([{ task: 'failing', error }])
  expect(next).toHaveBeenCalledTimes(1)
})

test('does what another task has made due, though nothing was when it began', async () => {
  const studio = await makeClassStudio()
  const ctx = asSystem(studio)
  const startsAt = ctx.now() - hours(2)
  const expireRequests = vi.fn<Task>(async () => {
    await writeBooking(studio, { startsAt, endsAt: startsAt + hours(1) })
    return null
  })
  const completeBookings = task(() => null)
  await runDueTasks(ctx, { expireRequests, completeBookings })
  expect([expireRequests, completeBookings].map(({ mock }) => mock.calls.length)).toEqual([0, 0])

  await writeBooking(studio, { status: 'pending', expiresAt: ctx.now(), startsAt: ctx.now() + days(1) })
  await runDueTasks(ctx, { expireRequests, completeBookings })
  expect(completeBookings).toHaveBeenCalledTimes(1)
})
