import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  bookings,
  charges,
  clients,
  sessions,
  webhookDeliveries,
  webhookEvents,
  type WebhookEndpointRow,
} from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeEndpoint } from '../../tests/support/make-endpoint.ts'
import { makeSession } from '../../tests/support/make-session.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { checkIn } from '../bookings/check-in.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { undoCheckIn } from '../bookings/undo-check-in.ts'
import { cancelSession } from '../classes/cancel-session.ts'
import { changeClient } from '../clients/change-client.ts'
import { createClient } from '../clients/create-client.ts'
import { deleteClient } from '../clients/delete-client.ts'
import { hours } from '../durations.ts'
import { eraseClient } from '../privacy/erase-client.ts'

async function makeTold(endpoint: Partial<WebhookEndpointRow> | null = {}) {
  const studio = await makeTenant()
  const desk = studio.makeContext({ actor: staffActor })
  if (endpoint) await makeEndpoint(studio.ctx, endpoint)
  const { db } = studio.ctx
  const readEvents = async () => (await db.read([db.orm.select().from(webhookEvents)]))[0]
  return {
    ...studio,
    desk,
    readEvents,
    types: async () => (await readEvents()).map(({ type }) => type).toSorted(),
    readDeliveries: async () => (await db.read([db.orm.select().from(webhookDeliveries)]))[0],
  }
}

test('what happens to a booking is told to whoever wants to hear of it, once, with who came new', async () => {
  const { ctx, desk, clock, types, readEvents, readDeliveries } = await makeTold()
  const input = makeBookingInput()
  const { booking } = await createBooking(ctx, input)
  await createBooking(ctx, input)

  expect(await types()).toEqual(['booking.created', 'client.created'])
  expect(await readEvents()).toContainEqual(
    expect.objectContaining({
      type: 'booking.created',
      subjectId: booking.id,
      at: clock.now(),
      payload: null,
    }),
  )
  expect(await readDeliveries()).toHaveLength(2)

  clock.set(booking.startsAt - hours(0.1))
  await checkIn(desk, { bookingId: booking.id })
  await undoCheckIn(desk, { bookingId: booking.id })
  expect(await types()).toEqual([
    'booking.checked_in',
    'booking.created',
    'booking.updated',
    'client.created',
  ])
})

test('nothing is written down while nobody wants to hear of it', async () => {
  for (const endpoint of [
    null,
    { status: 'paused' },
    { status: 'disabled' },
    { events: ['charge.owed'] },
  ] as const) {
    const { ctx, types, readDeliveries } = await makeTold(
      endpoint && { ...endpoint, events: [...(endpoint.events ?? ['*'])] },
    )
    await createBooking(ctx, makeBookingInput())

    expect(await types()).toEqual([])
    expect(await readDeliveries()).toEqual([])
  }
})

test('each endpoint gets what it wants to hear of', async () => {
  const { ctx, readDeliveries, readEvents } = await makeTold({ id: 'whk_all' })
  await makeEndpoint(ctx, { id: 'whk_some', events: ['booking.created', 'booking.cancelled'] })
  await makeEndpoint(ctx, { id: 'whk_paused', status: 'paused' })
  const { booking } = await createBooking(ctx, makeBookingInput())
  await cancelBooking({ ...ctx, actor: staffActor }, { bookingId: booking.id })

  const types = new Map((await readEvents()).map(({ id, type }) => [id, type]))
  const told = (await readDeliveries()).map(
    ({ endpointId, eventId }) => `${endpointId} ${types.get(eventId)}`,
  )
  expect(told.toSorted()).toEqual([
    'whk_all booking.cancelled',
    'whk_all booking.created',
    'whk_all client.created',
    'whk_some booking.cancelled',
    'whk_some booking.created',
  ])
})

test('of a batch that is rolled back, and of a booking that came too late, nothing is told', async () => {
  const studio = await makeTold()
  const { ctx, types } = studio
  const { startsAt } = await makeBooking(studio)
  const before = await types()
  await expect(makeBooking(studio, { startsAt, contactEmail: 'late@example.test' })).rejects.toThrow(
    'slot_taken',
  )
  await expect(
    ctx.db.write([
      ctx.db.orm
        .insert(clients)
        .values({ id: 'cli_x', firstName: 'X', lastName: '', locale: 'en', createdAt: 1 }),
      ctx.db.orm.run(sql`INSERT INTO clients (id) VALUES ('cli_y')`),
    ]),
  ).rejects.toMatchObject({ kind: 'constraint' })

  expect(await types()).toEqual(before)
})

test('clients: written down, changed, erased; and of who is deleted unheard of, nothing', async () => {
  const { desk, ctx, types, readEvents } = await makeTold()
  const ana = await createClient(desk, { firstName: 'Ana', email: 'ana@example.test' })
  await changeClient(desk, { clientId: ana.id, firstName: 'Anna' })
  await changeClient(desk, { clientId: ana.id, firstName: 'Anna' })
  expect(await types()).toEqual(['client.created', 'client.updated'])

  await ctx.db.write([ctx.db.orm.update(webhookEvents).set({ payload: '{"ana":1}' })])
  await eraseClient({ ...ctx, actor: { kind: 'system' } }, { clientId: ana.id, cancelUpcoming: false })
  expect(await types()).toEqual(['client.created', 'client.erased', 'client.updated'])
  expect((await readEvents()).map(({ payload }) => payload)).toEqual([null, null, null])

  const unheard = await createClient(desk, { firstName: 'Boris' })
  await deleteClient(desk, { clientId: unheard.id })
  expect(await types()).toEqual(['client.created', 'client.erased', 'client.updated'])

  const heard = await createClient(desk, { firstName: 'Vera' })
  await ctx.db.write([ctx.db.orm.update(webhookEvents).set({ payload: '{}' })])
  await deleteClient(desk, { clientId: heard.id })
  const theirs = (await readEvents()).filter(({ subjectId }) => subjectId === heard.id)
  expect(theirs.map(({ type }) => type)).toEqual(['client.erased'])
})

test('sessions: made, changed, cancelled', async () => {
  const studio = await makeTold({ events: ['session.created', 'session.changed', 'session.cancelled'] })
  const { ctx, desk, types } = studio
  const { id } = await makeSession(studio)
  await ctx.db.write([
    ctx.db.orm.update(sessions).set({ version: 2, capacity: 7 }).where(eq(sessions.id, id)),
    ctx.db.orm.update(sessions).set({ decideAt: 1 }).where(eq(sessions.id, id)),
  ])
  await cancelSession(desk, { sessionId: id })

  expect(await types()).toEqual(['session.cancelled', 'session.changed', 'session.created'])
})

test('charges: owed, and waived', async () => {
  const studio = await makeTold({ events: ['charge.owed', 'charge.waived'] })
  const { ctx, types } = studio
  const { id: bookingId } = await makeBooking(studio)
  const charge = { bookingId, amountMinor: 1, currency: 'EUR', losesCredit: false, createdAt: 5 }
  const { orm, write } = ctx.db
  await write([
    orm.insert(charges).values({ ...charge, id: 'chg_1', kind: 'late_cancel', state: 'pending' }),
    orm.insert(charges).values({ ...charge, id: 'chg_2', kind: 'no_show', state: 'owed' }),
  ])
  expect(await types()).toEqual(['charge.owed'])

  await write([
    orm.update(charges).set({ state: 'owed', settledAt: 9 }).where(eq(charges.id, 'chg_1')),
    orm.update(charges).set({ state: 'waived', settledAt: 9 }).where(eq(charges.id, 'chg_2')),
    orm.update(charges).set({ reason: 'staff' }),
    orm.update(bookings).set({ notes: 'Knee' }),
  ])
  expect(await types()).toEqual(['charge.owed', 'charge.owed', 'charge.waived'])
})
