import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { auditLog, bookings, clients, messages } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'
import { cancelBooking } from './cancel-booking.ts'
import type { CreateBookingInput } from './booking-input.ts'
import { createBooking } from './create-booking.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

const TEN = Date.UTC(2027, 0, 4, 8)
const nameless = { firstName: 'Ana', lastName: 'Ilieva', phone: '+359888111222' }

async function setUp() {
  const studio = await makeTenant()
  const staff = studio.makeContext({ actor: { kind: 'system' } })
  const book = (changes: Partial<CreateBookingInput>) =>
    createBooking(staff, makeBookingInput({ source: 'staff', ...changes }))
  return { studio, staff, book }
}

async function readAll({ ctx: { db } }: TestTenant) {
  const [people, booked, planned] = await db.read([
    db.orm.select().from(clients),
    db.orm.select().from(bookings),
    db.orm.select().from(messages),
  ])
  return { people, booked, planned }
}

const readDeeds = async ({ ctx: { db } }: TestTenant) => {
  const [rows] = await db.read([db.orm.select().from(auditLog).orderBy(asc(auditLog.action))])
  return rows.map(({ action, subjectId }) => [action, subjectId])
}

const addClient = ({ ctx: { db } }: TestTenant, changes: Partial<typeof clients.$inferInsert> = {}) =>
  db.write([
    db.orm.insert(clients).values({
      id: 'cli_ana',
      firstName: 'Ana',
      lastName: 'Ilieva',
      locale: 'bg',
      createdAt: 0,
      ...changes,
    }),
  ])

describe('somebody without an address', () => {
  test('is booked by staff, becomes a client once, and is sent nothing', async () => {
    const { studio, staff, book } = await setUp()
    const input = { idempotencyKey: 'walk-in', client: nameless }
    const { booking } = await book(input)
    expect(await book(input)).toMatchObject({ isNew: false, booking: { id: booking.id } })
    expect(booking).toMatchObject({ confirmationState: 'skipped', client: { email: '' } })

    const moved = await rescheduleBooking(staff, move(booking.id, TEN + hours(3)))
    await cancelBooking(staff, { bookingId: moved.id, reason: 'Ill' })
    const { people, planned } = await readAll(studio)
    expect(people).toMatchObject([{ id: booking.clientId, email: null, phone: '+359888111222' }])
    expect(planned).toEqual([])
  })

  test('is somebody else each time, unless they are chosen', async () => {
    const { studio, book } = await setUp()
    const { booking } = await book({ client: nameless })
    const other = await book({ client: nameless, startsAt: TEN + hours(2) })
    const same = await book({ client: null, clientId: booking.clientId, startsAt: TEN + hours(4) })
    expect(other.booking.clientId).not.toBe(booking.clientId)
    expect(same.booking).toMatchObject({ clientId: booking.clientId, client: { firstName: 'Ana' } })
    expect((await readAll(studio)).people).toHaveLength(2)
    // They cannot be in two places.
    const twice = { clientId: booking.clientId, client: null, trainerId: ids.ivan, serviceId: ids.assessment }
    expect(await failureOf(book({ ...twice, startsAt: TEN + hours(4) }))).toBe('not_allowed')
  })

  test('is nobody a visitor can be', async () => {
    const { studio } = await setUp()
    for (const client of [nameless, { ...nameless, email: '' }, { ...nameless, email: ' ' }]) {
      const refused = createBooking(studio.ctx, makeBookingInput({ client }))
      await expect(refused).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: [expect.objectContaining({ path: 'client.email' })] },
      })
    }
    await addClient(studio)
    const chosen = makeBookingInput({ client: null, clientId: 'cli_ana' })
    expect(await failureOf(createBooking(studio.ctx, chosen))).toBe('invalid_input')
  })
})

describe('whom staff choose', () => {
  test('is booked under the address and number the studio knows, and told', async () => {
    const { studio, book } = await setUp()
    await addClient(studio, { email: 'ana@example.test', phone: '+359888111222' })
    await book({ client: null, clientId: 'cli_ana' })
    const { booked, planned } = await readAll(studio)
    expect(booked).toMatchObject([
      { clientId: 'cli_ana', contactEmail: 'ana@example.test', contactPhone: '+359888111222', locale: 'bg' },
    ])
    expect(new Set(planned.map(({ recipient }) => recipient))).toEqual(new Set(['ana@example.test']))
  })

  test('is there, and neither forgotten nor merged; for a trainer, one of theirs', async () => {
    const { studio, book } = await setUp()
    await addClient(studio)
    await addClient(studio, { id: 'cli_gone', erasedAt: 1 })
    await addClient(studio, { id: 'cli_merged', mergedIntoId: 'cli_ana' })
    for (const clientId of ['cli_none', 'cli_gone', 'cli_merged']) {
      expect(await failureOf(book({ client: null, clientId }))).toBe('not_found')
    }
    const trainer = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
    const wish = makeBookingInput({ source: 'staff', client: null, clientId: 'cli_ana' })
    expect(await failureOf(createBooking(trainer, wish))).toBe('not_found')
  })

  test('forgotten while it is decided, books nothing', async () => {
    const { studio, staff } = await setUp()
    await addClient(studio)
    const late = {
      ...staff,
      calendar: {
        ...staff.calendar,
        book: async (command: Parameters<typeof staff.calendar.book>[0]) => {
          const { orm, write } = studio.ctx.db
          await write([orm.update(clients).set({ erasedAt: 1 }).where(eq(clients.id, 'cli_ana'))])
          return staff.calendar.book(command)
        },
      },
    }
    const attendee = { firstName: 'Mila', lastName: 'Ilieva' }
    const wish = makeBookingInput({ source: 'staff', client: null, clientId: 'cli_ana', attendee })
    expect(await failureOf(createBooking(late, wish))).not.toBe('done')
    expect((await readAll(studio)).booked).toEqual([])
  })
})

describe('a blocked client', () => {
  const client = { ...nameless, email: 'ana@example.test' }

  test('cannot book online, also when blocked at the last moment; staff are warned, and may all the same', async () => {
    const { studio, book } = await setUp()
    await addClient(studio, { email: client.email })
    const { orm, write } = studio.ctx.db
    const block = () =>
      write([orm.update(clients).set({ blockedAt: 1, blockReason: 'Rude' }).where(eq(clients.id, 'cli_ana'))])
    const { calendar } = studio.ctx
    const late = {
      ...studio.ctx,
      calendar: {
        ...calendar,
        book: async (command: Parameters<typeof calendar.book>[0]) => {
          await block()
          return calendar.book(command)
        },
      },
    }
    for (const ctx of [late, studio.ctx]) {
      await expect(createBooking(ctx, makeBookingInput({ client }))).rejects.toMatchObject({
        code: 'not_allowed',
        message: expect.not.stringContaining('Rude'),
        details: { reason: 'client_blocked' },
      })
    }
    await expect(book({ client })).rejects.toMatchObject({
      code: 'not_allowed',
      message: 'This client is blocked: Rude',
      details: { reason: 'client_blocked' },
    })
    const { booking } = await book({ client, despiteBlock: true })
    expect(booking.clientId).toBe('cli_ana')
    const forced = await book({ client, startsAt: TEN, override: { reason: 'Asked nicely' } })
    expect(await readDeeds(studio)).toEqual([
      ['booking.despite_block', booking.id],
      ['booking.override', forced.booking.id],
    ])
  })

  test('is booked by nobody whose rights end at their own; why they are blocked hear those who see every client', async () => {
    const { studio } = await setUp()
    await addClient(studio, { email: client.email, blockedAt: 1, blockReason: 'Rude' })
    const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
    const wish = (despiteBlock: boolean) =>
      createBooking(maria, makeBookingInput({ source: 'staff', client, trainerId: ids.maria, despiteBlock }))
    await expect(wish(false)).rejects.toMatchObject({ message: 'This client is blocked.' })
    expect(await failureOf(wish(true))).toBe('forbidden')
    expect((await readAll(studio)).booked).toEqual([])
  })
})

const move = (bookingId: string, startsAt: number) => ({ bookingId, idempotencyKey: 'move', startsAt })
