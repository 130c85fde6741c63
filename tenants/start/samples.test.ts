import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  availabilityRules,
  bookings,
  clients,
  messages,
  sampleRows,
  services,
  serviceTrainers,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { dumpTables } from '../../tests/support/dump-tables.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { addSamples } from './add-samples.ts'
import { listFirstSteps } from './list-first-steps.ts'
import { removeSamples } from './remove-samples.ts'

async function setUp({ isEmpty = false } = {}) {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const { orm, write } = staff.db
  if (isEmpty) {
    await write([
      orm.delete(availabilityRules),
      orm.delete(serviceTrainers),
      orm.delete(services),
      orm.delete(trainers),
    ])
  }
  return { studio, staff }
}

/** All that is in the studio but its log. */
async function readAll(studio: TestTenant) {
  const dump = await dumpTables(studio)
  dump.delete('audit_log')
  return dump
}

const noted = async ({ db: { orm, read } }: TenantContext, kind: 'client' | 'service' | 'trainer') => {
  const [rows] = await read([orm.select().from(sampleRows).where(eq(sampleRows.kind, kind))])
  const [first] = rows
  if (!first) throw new Error(`there is no sample ${kind}`)
  return first.rowId
}

test.each([true, false])('samples come once and go without a trace (empty studio: %s)', async (isEmpty) => {
  const { studio, staff } = await setUp({ isEmpty })
  const before = await readAll(studio)
  const counts = await addSamples(staff)
  expect(counts).toEqual({
    client: 8,
    booking: 14,
    session: 1,
    service: isEmpty ? 2 : 1,
    trainer: isEmpty ? 1 : 0,
  })
  expect(await addSamples(staff)).toEqual(counts)
  const { orm, read } = staff.db
  const [booked, sent] = await read([orm.select().from(bookings), orm.select().from(messages)])
  expect(booked).toHaveLength(14)
  expect(new Set(booked.map(({ status }) => status)).size).toBe(5)
  expect(sent).toEqual([])
  expect(await findFaults(staff.db, studio.clock.now())).toEqual([])

  expect(await removeSamples(staff)).toEqual({ removed: counts, kept: [] })
  expect(await readAll(studio)).toEqual(before)
  expect((await removeSamples(staff)).removed.client).toBe(0)
})

test('where nothing is free, samples come without bookings', async () => {
  const { staff } = await setUp()
  const { orm, write } = staff.db
  await write([orm.update(availabilityRules).set({ startMinute: 0, endMinute: 10 })])
  expect(await addSamples(staff)).toMatchObject({ client: 8, booking: 0 })
  expect((await removeSamples(staff)).kept).toEqual([])
})

test('two who ask at once get one set', async () => {
  const { studio, staff } = await setUp({ isEmpty: true })
  const other = studio.makeContext({ actor: { kind: 'system' } })
  const [one, two] = await Promise.all([addSamples(staff), addSamples(other)])
  expect(one.client).toBe(8)
  expect(two).toEqual(one)
})

test('samples are none of the first steps', async () => {
  const { staff } = await setUp({ isEmpty: true })
  await addSamples(staff)
  const { steps, isBookable } = await listFirstSteps(staff)
  expect(isBookable).toBe(false)
  expect(steps.filter(({ isDone }) => isDone).map(({ key }) => key)).toEqual(['place'])
})

test('who was given an address stays with their bookings, and so do the trainer and the service of them', async () => {
  const { staff, studio } = await setUp({ isEmpty: true })
  await addSamples(staff)
  const { orm, write, read } = staff.db
  // The first of them had a training and is in the class.
  const [[first]] = await read([orm.select().from(clients).orderBy(clients.createdAt).limit(1)])
  const clientId = first?.id ?? ''
  await write([orm.update(clients).set({ email: 'ada@example.test' }).where(eq(clients.id, clientId))])
  const { removed, kept } = await removeSamples(staff)
  expect(removed.client).toBe(7)
  expect(kept.map(({ kind }) => kind)).toEqual(['client', 'service', 'service', 'trainer'])
  expect(kept[0]?.name).toMatch(/ /)
  const [left, people, rows] = await read([
    orm.select().from(bookings),
    orm.select().from(clients),
    orm.select().from(sampleRows),
  ])
  expect(left.length).toBeGreaterThan(0)
  expect(left.every((booking) => booking.clientId === clientId)).toBe(true)
  expect(people.map(({ id }) => id)).toEqual([clientId])
  expect(rows).toEqual([])
  expect(await findFaults(staff.db, studio.clock.now())).toEqual([])
})

test('a service that somebody real booked stays, and what staff booked for a sample client goes', async () => {
  const { staff, studio } = await setUp({ isEmpty: true })
  await addSamples(staff)
  const [serviceId, trainerId] = [await noted(staff, 'service'), await noted(staff, 'trainer')]
  const { orm, read, write } = staff.db
  const startsAt = studio.clock.now() + hours(24 * 20)
  const real = await makeBooking(studio, { serviceId, trainerId, startsAt })
  const tried = await makeBooking(studio, {
    serviceId,
    trainerId,
    startsAt: startsAt + hours(4),
    contactEmail: 'tried@example.test',
  })
  const sampleClient = await noted(staff, 'client')
  await write([orm.update(bookings).set({ clientId: sampleClient }).where(eq(bookings.id, tried.id))])
  const { kept } = await removeSamples(staff)
  expect(kept.map(({ id }) => id)).toEqual([serviceId, trainerId])
  const [left] = await read([orm.select().from(bookings)])
  expect(left.map(({ id }) => id)).toEqual([real.id])
})

test('a booking that is no sample cannot be deleted', async () => {
  const { staff, studio } = await setUp()
  await addSamples(staff)
  const { id } = await makeBooking(studio, { startsAt: studio.clock.now() + hours(24 * 20) })
  const removal = staff.db.write([
    staff.db.orm.run(sql`DELETE FROM booking_events`),
    staff.db.orm.delete(bookings),
  ])
  await expect(removal).rejects.toMatchObject({ message: expect.stringContaining('bookings_keep_history') })
  const [left] = await staff.db.read([staff.db.orm.select().from(bookings).where(eq(bookings.id, id))])
  expect(left).toHaveLength(1)
})

test('samples are for who may change the studio', async () => {
  const { studio } = await setUp()
  await expect(addSamples(studio.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(removeSamples(studio.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
})
