import { expect, test } from 'vitest'
import { charges, clientNotes } from '../../db/tenant/schema/index.ts'
import { askers, makeAskers } from '../../tests/support/make-askers.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant, MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { makeStaffActor } from '../../tests/support/make-trainer-actor.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { toGrants, type Grants } from '../access/grants.ts'
import { days, hours } from '../durations.ts'
import { listBookingMessages } from '../messages/list-booking-messages.ts'
import { cancelBooking } from './cancel-booking.ts'
import { getBookingRecord } from './get-booking-record.ts'

/** Elena's booking with Maria; of hers also a no-show of last month, one of last year, a note, and what she owes. */
async function makeElena() {
  const studio = await makeTenant({ now: MONDAY_MORNING - days(200) })
  const missed = { status: 'no_show', startsAt: MONDAY_MORNING - days(30) } as const
  const old = { status: 'no_show', startsAt: MONDAY_MORNING - days(100) } as const
  const [recent] = [await makeBooking(studio, missed), await makeBooking(studio, old)]
  studio.clock.set(MONDAY_MORNING)
  const row = await makeBooking(studio)
  const { orm, write } = studio.ctx.db
  const owed = { currency: 'EUR', losesCredit: false, createdAt: 0 }
  await write([
    orm.insert(clientNotes).values({
      id: 'nte_1',
      clientId: row.clientId,
      author: 'staff:usr_x',
      text: 'Knee',
      createdAt: 0,
    }),
    orm.insert(charges).values([
      { id: 'chg_1', bookingId: recent.id, kind: 'no_show', amountMinor: 3000, state: 'owed', ...owed },
      { id: 'chg_2', bookingId: row.id, kind: 'no_show', amountMinor: 500, state: 'waived', ...owed },
    ]),
  ])
  return { studio, row, staff: studio.makeContext({ actor: staffActor }) }
}

test('a booking comes with its history, its messages and what is good to know of its client', async () => {
  const { row, staff } = await makeElena()
  await cancelBooking(staff, { bookingId: row.id, isByStudio: true, reason: 'Flood' })
  const record = await getBookingRecord(staff, { bookingId: row.id })
  expect(record.booking).toMatchObject({ id: row.id, status: 'cancelled', cancelKind: 'studio' })
  expect(record.cancelReason).toBe('Flood')
  expect(record.party.map(({ id }) => id)).toEqual([row.id])
  expect(record.events.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['booked', 'portal'],
    ['cancelled', 'staff:key_test'],
  ])
  expect(record.messages?.map(({ kind, state }) => [kind, state])).toContainEqual([
    'booking_cancelled',
    'planned',
  ])
  expect(record.charges?.map(({ id }) => id)).toEqual(['chg_2'])
  expect(record.client).toEqual({
    isErased: false,
    noteCount: 1,
    noShowCount: 1,
    owed: [{ amountMinor: 3000, currency: 'EUR' }],
  })
})

test('of it each sees what their rights reach', async () => {
  const { studio, row } = await makeElena()
  const seenBy = async (grants: Parameters<typeof toGrants>[0], trainerId: string | null = ids.ivan) => {
    const actor = makeStaffActor(toGrants(grants), { trainerId })
    const record = await getBookingRecord(studio.makeContext({ actor }), { bookingId: row.id })
    return [record.messages !== null, record.charges !== null, record.client !== null, !!record.client?.owed]
  }
  expect(await seenBy({ bookings: 'any none' })).toEqual([false, false, false, false])
  expect(await seenBy({ bookings: 'any none', messages: 'any none' })).toEqual([true, false, false, false])
  expect(await seenBy({ bookings: 'any none', clients: 'any none' })).toEqual([false, false, true, false])
  const ownMoney = { bookings: 'any none', clients: 'any none', money: 'own none' } as const
  expect(await seenBy(ownMoney)).toEqual([false, false, true, false])
  expect(await seenBy(ownMoney, ids.maria)).toEqual([false, true, true, true])
})

test('who sees their own money alone hears of no debt with somebody else', async () => {
  const { studio, row } = await makeElena()
  const other = await makeBooking(studio, { trainerId: ids.ivan, startsAt: row.startsAt + hours(3) })
  const { orm, write } = studio.ctx.db
  const owed = { kind: 'no_show', currency: 'EUR', losesCredit: false, state: 'owed', createdAt: 0 } as const
  await write([orm.insert(charges).values({ id: 'chg_3', bookingId: other.id, amountMinor: 900, ...owed })])
  const owedIn = async (grants: Grants, bookingId: string) => {
    const ctx = studio.makeContext({ actor: makeStaffActor(grants, { trainerId: ids.ivan }) })
    return (await getBookingRecord(ctx, { bookingId })).client?.owed
  }
  const ofAll = { bookings: 'any none', clients: 'any none' } as const
  expect(await owedIn(toGrants({ ...ofAll, money: 'own none' }), other.id)).toEqual([
    { amountMinor: 900, currency: 'EUR' },
  ])
  expect(await owedIn(toGrants({ ...ofAll, money: 'any none' }), other.id)).toEqual([
    { amountMinor: 3900, currency: 'EUR' },
  ])
})

test('a note that was deleted is not counted', async () => {
  const { studio, row, staff } = await makeElena()
  const { orm, write } = studio.ctx.db
  await write([orm.update(clientNotes).set({ deletedAt: 1 })])
  expect((await getBookingRecord(staff, { bookingId: row.id })).client?.noteCount).toBe(0)
})

test('neither it nor its messages are for anybody but the staff whose it is', async () => {
  const { studio, row } = await makeElena()
  const contexts = await makeAskers(studio)
  const answers = await Promise.all(
    askers.map(async (asker) => [
      asker,
      await failureOf(getBookingRecord(contexts[asker], { bookingId: row.id })),
      await failureOf(listBookingMessages(contexts[asker], { bookingId: row.id })),
    ]),
  )
  expect(answers).toEqual([
    ['client', 'forbidden', 'forbidden'],
    ['trainer', 'done', 'done'],
    ['front desk', 'done', 'done'],
    ['visitor', 'unauthorized', 'unauthorized'],
    ['another client', 'forbidden', 'forbidden'],
    ['another trainer', 'not_found', 'not_found'],
    ['looker', 'done', 'done'],
    ['powerless', 'forbidden', 'forbidden'],
  ])
  const staff = studio.makeContext({ actor: staffActor })
  expect(await failureOf(getBookingRecord(staff, { bookingId: 'bkg_none' }))).toBe('not_found')
  const [first] = await listBookingMessages(staff, { bookingId: row.id })
  expect(first).toMatchObject({ recipient: 'elena@example.test', state: 'planned' })
  expect(first?.plannedAt).toBeLessThanOrEqual(MONDAY_MORNING + hours(1))
})
