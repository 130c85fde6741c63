import { describe, expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { findClientId, makeAskers } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from './create-booking.ts'
import { getBooking } from './get-booking.ts'
import { listHistory } from './list-history.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

describe('booking for a client', () => {
  const TEN = Date.UTC(2027, 0, 4, 8)
  const asTrainer = async () => {
    const studio = await makeClassStudio()
    return { ...studio, trainer: studio.makeContext({ actor: makeTrainerActor(ids.maria) }) }
  }
  const input = (changes: Parameters<typeof makeBookingInput>[0] = {}) =>
    makeBookingInput({ source: 'staff', startsAt: TEN, ...changes })

  test('a trainer who names nobody means themself', async () => {
    const { trainer } = await asTrainer()
    const { booking } = await createBooking(trainer, input({ trainerId: null }))
    expect(booking).toMatchObject({ trainerId: ids.maria, source: 'staff' })
  })

  test('a trainer books with nobody else, and nothing over what is in the way', async () => {
    const studio = await asTrainer()
    const { trainer } = studio
    const own = await addSession(studio)
    const others = await addSession(studio, { trainerId: ids.ivan, takes: [] })
    const before = await readState(studio)
    const inClass = (sessionId: string) => input({ sessionId, trainerId: null, startsAt: null })
    const override = { reason: 'They insist' }

    expect(await failureOf(createBooking(trainer, input({ trainerId: ids.ivan })))).toBe('forbidden')
    expect(await failureOf(createBooking(trainer, input({ trainerId: 'ivan' })))).toBe('forbidden')
    expect(await failureOf(createBooking(trainer, input({ override })))).toBe('forbidden')
    expect(await failureOf(createBooking(trainer, inClass(others.id)))).toBe('forbidden')
    expect(await failureOf(createBooking(trainer, inClass('ses_none')))).toBe('not_found')
    expect(await readState(studio)).toEqual(before)

    expect(await failureOf(createBooking(trainer, inClass(own.id)))).toBe('done')
    expect(await failureOf(createBooking(trainer, input({ trainerId: 'maria' })))).toBe('done')
  })

  test('another trainer’s request is not theirs to send again', async () => {
    const { staff, trainer } = await asTrainer()
    const theirs = input({ trainerId: ids.ivan })
    await createBooking(staff, theirs)
    expect(await failureOf(createBooking(trainer, theirs))).toBe('forbidden')
  })

  test('a trainer moves what is theirs to what is theirs', async () => {
    const studio = await asTrainer()
    const { trainer } = studio
    const own = await addSession(studio)
    const others = await addSession(studio, { trainerId: ids.ivan, takes: [] })
    const place = await addBooking(studio, own)
    const { id: bookingId } = await makeBooking(studio)
    const before = await readState(studio)
    const move = (changes: object) =>
      failureOf(rescheduleBooking(trainer, { bookingId, idempotencyKey: 'k', ...changes }))

    expect(await move({ trainerId: ids.ivan })).toBe('forbidden')
    expect(await move({ startsAt: TEN, override: { reason: 'Why not' } })).toBe('forbidden')
    expect(await move({ bookingId: place.id, sessionId: others.id })).toBe('forbidden')
    expect(await readState(studio)).toEqual(before)
    expect(await move({ startsAt: TEN, trainerId: ids.maria })).toBe('done')
  })
})

describe('a client who is signed in', () => {
  const asElena = async () => {
    const studio = await makeTenant()
    const { id: bookingId } = await makeBooking(studio)
    const { client } = await makeAskers(studio)
    return { ...studio, client, bookingId }
  }
  const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'Elena@Example.test' }

  test('books for themself, and for somebody else as a guest does', async () => {
    const { client, ...studio } = await asElena()
    const { booking: own } = await createBooking(client, makeBookingInput({ client: elena }))
    expect(own.clientId).toBe(await findClientId(studio, 'elena@example.test'))

    const other = { ...elena, email: 'else@example.test' }
    const startsAt = Date.UTC(2027, 0, 4, 11)
    const { booking: guest } = await createBooking(client, makeBookingInput({ client: other, startsAt }))
    expect(guest.clientId).toBe(await findClientId(studio, 'else@example.test'))
    expect(await failureOf(getBooking(client, { bookingId: guest.id, manageToken: '' }))).toBe('not_found')
    const events = await listHistory(client, { bookingId: own.id })
    expect(events).toEqual([expect.objectContaining({ kind: 'booked', actor: 'client' })])
  })

  test('is no staff, whatever they say they are', async () => {
    const { client, bookingId, ...studio } = await asElena()
    const before = await readState(studio)
    const override = { reason: 'I insist' }

    expect(await failureOf(createBooking(client, makeBookingInput({ source: 'staff' })))).toBe('forbidden')
    expect(await failureOf(createBooking(client, makeBookingInput({ override })))).toBe('forbidden')
    const move = { bookingId, startsAt: Date.UTC(2027, 0, 6, 8), idempotencyKey: 'k' }
    expect(await failureOf(rescheduleBooking(client, { ...move, override }))).toBe('not_allowed')
    expect(await readState(studio)).toEqual(before)
  })
})
