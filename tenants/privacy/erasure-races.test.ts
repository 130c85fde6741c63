import { expect, test } from 'vitest'
import {
  bookings,
  clientNotes,
  clients,
  dependents,
  messages,
  type BookingRow,
  type MessageRow,
} from '../../db/tenant/schema/index.ts'
import { findTraces } from '../../tests/support/dump-tables.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { traces } from '../../tests/support/write-known-rows.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours, minutes } from '../durations.ts'
import { eraseClient } from './erase-client.ts'
import { toAppError } from '../to-app-error.ts'
import { reapplyErasures } from './reapply-erasures.ts'

const wish = { clientId: 'cli_known', cancelUpcoming: false }
const zdravka = { firstName: traces.first, lastName: traces.last, email: traces.email, locale: 'en' as const }

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

async function readBookings({ ctx: { db } }: TestTenant): Promise<BookingRow[]> {
  const [rows] = await db.read([db.orm.select().from(bookings)])
  return rows
}

async function readMessages({ ctx: { db } }: TestTenant): Promise<MessageRow[]> {
  const [rows] = await db.read([db.orm.select().from(messages)])
  return rows
}

/** A booking of hers tomorrow at ten. */
async function bookTomorrow(studio: TestTenant) {
  const startsAt = studio.clock.now() + hours(24 + 2)
  return createBooking(studio.ctx, makeBookingInput({ startsAt, client: zdravka }))
}

test('what is booked while she is forgotten is cancelled, or a new guest’s', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  // Slips in after the order.
  const slipping = {
    ...owner,
    orderErasure: async (id: string) => {
      await owner.orderErasure(id)
      await bookTomorrow(studio)
    },
  }
  await eraseClient(slipping, wish)
  const rows = (await readBookings(studio)).filter((row) => row.clientId === clientId)
  expect(rows.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'completed'])
})

test('what is booked in the last moment makes the whole batch fail, is cancelled, and then it is done', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  let isFirst = true
  const write: typeof owner.db.write = async (statements) => {
    if (isFirst) {
      isFirst = false
      await bookTomorrow(studio)
    }
    return owner.db.write(statements)
  }
  await eraseClient({ ...owner, db: { ...owner.db, write } }, wish)
  const rows = await readBookings(studio)
  expect(rows.map((row) => [row.clientId, row.status, row.contactFirstName]).toSorted()).toEqual([
    [clientId, 'cancelled', ''],
    [clientId, 'completed', ''],
  ])
})

test.each([1, 2, 3])('bookings that race an erasure never bring her back: round %i', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  const book = async (hour: number) => {
    const startsAt = studio.clock.now() + hours(24 + hour)
    return createBooking(studio.makeContext(), makeBookingInput({ startsAt, client: zdravka }))
  }
  const [erased] = await Promise.allSettled([
    eraseClient(owner, { clientId, cancelUpcoming: true }),
    book(2),
    book(3),
    book(4),
  ])
  expect(erased.status).toBe('fulfilled')
  for (const row of await readBookings(studio)) {
    const isHers = row.clientId === clientId
    expect([isHers, row.contactFirstName === '']).toEqual([isHers, isHers])
    if (isHers) expect(['cancelled', 'completed']).toContain(row.status)
  }
})

test('cut off after the order, it is done when the orders are applied, once, and nobody is told', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  const crash = { ...owner, db: { ...owner.db, write: () => Promise.reject(new Error('crash')) } }
  expect(await codeOf(eraseClient(crash, wish))).not.toBe('done')
  expect([...studio.erasureOrders]).toEqual([clientId])
  await bookTomorrow(studio)

  const system = studio.makeContext({ actor: { kind: 'system' } })
  const ordered = [...studio.erasureOrders, 'cli_of_later']
  expect(await reapplyErasures(system, ordered)).toEqual({
    erased: [clientId],
    unchanged: ['cli_of_later'],
    left: [],
  })
  expect(await reapplyErasures(system, ordered)).toMatchObject({ erased: [], left: [] })
  expect(await findTraces(studio)).toEqual([])
  const open = (await readMessages(studio)).filter(({ state }) => state === 'planned')
  expect(open).toEqual([])
})

test('applies the orders for the studio alone, and leaves who is in the studio for later', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  await writeBooking(studio, { clientId, startsAt: studio.clock.now() - minutes(10) })
  expect(await codeOf(reapplyErasures(owner, [clientId]))).toBe('forbidden')
  const system = studio.makeContext({ actor: { kind: 'system' } })
  expect(await reapplyErasures(system, [clientId])).toMatchObject({ left: [clientId] })
})

test('what was under way brings nobody back: it finds no such client', async () => {
  const studio = await makeTenant()
  const { owner, clientId } = await makeKnownClient(studio)
  await eraseClient(owner, { clientId, cancelUpcoming: false })
  const { db } = studio.ctx
  const late = [
    db.orm.update(clients).set({ firstName: traces.first }),
    db.orm.update(clients).set({ email: traces.email }),
    db.orm.update(clients).set({ phone: traces.phone }),
    db.orm
      .insert(dependents)
      .values({ id: 'dep_late', clientId, firstName: traces.child, lastName: '', createdAt: 0 }),
    db.orm
      .insert(clientNotes)
      .values({ id: 'nte_late', clientId, author: '', text: traces.words, createdAt: 0 }),
  ]
  for (const statement of late) {
    const error = await db.write([statement]).catch((refusal: unknown) => refusal)
    expect(toAppError(error).code).toBe('not_found')
  }
})
