import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, messages } from '../../db/tenant/schema/index.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { writeBooking, writeEntry, writeSession } from '../../tests/support/write-rows.ts'
import { hours } from '../durations.ts'
import { insertEntryNotice, insertNotice, skipReminders } from './insert-notice.ts'

async function readMessages({ ctx: { db } }: TestTenant) {
  const [rows] = await db.read([db.orm.select().from(messages).orderBy(messages.id)])
  return rows
}

test('tells each of the bookings once for each of their versions, however often it is run', async () => {
  const studio = await makeTenant()
  const { db, now } = studio.ctx
  const session = await writeSession(studio)
  const one = await writeBooking(studio, { sessionId: session.id })
  const two = await writeBooking(studio, {
    sessionId: session.id,
    locale: 'bg',
    contactEmail: 'b@example.test',
  })
  await writeBooking(studio, { startsAt: now() + hours(6) })
  const notice = () =>
    db.orm.run(insertNotice({ kind: 'session_changed', where: sql`session_id = ${session.id}`, now: now() }))
  const raise = db.orm.update(bookings).set({ version: 2 }).where(eq(bookings.id, one.id))

  await db.write([notice(), notice()])
  await db.write([raise, notice()])
  expect(await readMessages(studio)).toMatchObject(
    [
      { bookingId: one.id, bookingVersion: 1, recipient: 'elena@example.test', locale: 'en' },
      { bookingId: one.id, bookingVersion: 2, recipient: 'elena@example.test', locale: 'en' },
      { bookingId: two.id, bookingVersion: 1, recipient: 'b@example.test', locale: 'bg' },
    ].map((row) => ({
      ...row,
      id: `msg_${row.bookingId.slice(4)}_session_changed_${row.bookingVersion}`,
      kind: 'session_changed',
      leadMinutes: 0,
      channel: 'email',
      state: 'planned',
      plannedAt: now(),
    })),
  )
})

test('keeps to a condition of several parts, and to a later time', async () => {
  const studio = await makeTenant()
  const { db, now } = studio.ctx
  const { id } = await writeBooking(studio)
  const where = sql`id = ${id} AND status = 'cancelled' OR id = 'bkg_none'`
  const plannedAt = now() + hours(9)
  await db.write([db.orm.run(insertNotice({ kind: 'booking_cancelled', where, now: now() }))])
  expect(await readMessages(studio)).toEqual([])

  const later = insertNotice({ kind: 'booking_moved', where: sql`id = ${id}`, now: now(), plannedAt })
  await db.write([db.orm.run(later)])
  expect(await readMessages(studio)).toMatchObject([{ kind: 'booking_moved', plannedAt }])
})

test('tells a waitlist entry once of each offer', async () => {
  const studio = await makeTenant()
  const { db, now } = studio.ctx
  const { id: sessionId } = await writeSession(studio)
  const entry = await writeEntry(studio, { sessionId, status: 'offered' })
  const notice = () =>
    db.orm.run(
      insertEntryNotice({ kind: 'waitlist_offered', where: sql`session_id = ${sessionId}`, now: now() }),
    )
  await db.write([notice(), notice()])
  await db.write([db.orm.run(sql`UPDATE waitlist_entries SET status_at = ${now() + 1}`), notice()])

  const about = { bookingId: null, waitlistEntryId: entry.id, kind: 'waitlist_offered' }
  expect(await readMessages(studio)).toMatchObject([
    { ...about, bookingVersion: now() },
    { ...about, bookingVersion: now() + 1 },
  ])
})

test('drops the planned reminders of the bookings named, and nothing else', async () => {
  const studio = await makeTenant()
  const { db, now } = studio.ctx
  const cancelled = await writeBooking(studio, { status: 'cancelled' })
  const moved = await writeBooking(studio)
  const kept = await writeBooking(studio, { startsAt: now() + hours(6) })
  const plan = ({ id }: { id: string }) =>
    (['reminder', 'booking_confirmed'] as const).map((kind) => ({
      id: `msg_${id}_${kind}`,
      bookingId: id,
      bookingVersion: 1,
      kind,
      channel: 'email' as const,
      recipient: 'ann@example.test',
      locale: 'en' as const,
      plannedAt: 0,
    }))
  await db.write([db.orm.insert(messages).values([cancelled, moved, kept].flatMap(plan))])
  await db.write([db.orm.run(skipReminders(sql`id IN (${cancelled.id}, ${moved.id})`, now()))])

  const skipped = (await readMessages(studio)).filter(({ state }) => state === 'skipped')
  expect(skipped).toMatchObject([
    { bookingId: cancelled.id, kind: 'reminder', reason: 'cancelled', settledAt: now() },
    { bookingId: moved.id, kind: 'reminder', reason: 'changed', settledAt: now() },
  ])
})
