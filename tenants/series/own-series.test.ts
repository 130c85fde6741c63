import { describe, expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeAskers, refusedFirst, type Answers } from '../../tests/support/make-askers.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeSeriesInput, refusalOf } from '../../tests/support/make-series-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { readState } from '../../tests/support/read-state.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { addBackDate } from './add-back-date.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeriesRest } from './cancel-series-rest.ts'
import { confirmSeries } from './confirm-series.ts'
import { declineSeries } from './decline-series.ts'
import { getSeries } from './get-series.ts'
import { previewSeries } from './preview-series.ts'

const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }

/** Three Tuesdays of Elena's with Maria. */
async function makeElenas(service = {}) {
  const studio = await makeTenant({ studio: { service: { windowDays: 400, ...service } } })
  const { series } = await bookSeries(studio.ctx, makeSeriesInput({ count: 3, client: elena }))
  const staff = studio.makeContext({ actor: staffActor })
  return { ...studio, series, staff, contexts: await makeAskers(studio) }
}

const theirs: Answers = {
  client: 'done',
  trainer: 'done',
  'front desk': 'done',
  visitor: 'not_found',
  'another client': 'not_found',
  'another trainer': 'not_found',
  looker: 'forbidden',
  powerless: 'forbidden',
}
const forStaff: Answers = {
  ...theirs,
  visitor: 'unauthorized',
  client: 'forbidden',
  'another client': 'forbidden',
}

const deeds: Record<string, [(ctx: TenantContext, seriesId: string) => Promise<unknown>, Answers]> = {
  look: [(ctx, seriesId) => getSeries(ctx, { seriesId }), { ...theirs, looker: 'done' }],
  'add a date': [
    (ctx, seriesId) =>
      addBackDate(ctx, { seriesId, startsAt: Date.UTC(2027, 0, 26, 15), idempotencyKey: 'again' }),
    theirs,
  ],
  cancel: [(ctx, seriesId) => cancelSeriesRest(ctx, { seriesId, scope: 'all' }), theirs],
  confirm: [(ctx, seriesId) => confirmSeries(ctx, { seriesId }), forStaff],
  decline: [(ctx, seriesId) => declineSeries(ctx, { seriesId }), forStaff],
}

test.each(Object.entries(deeds))('a series of Elena’s with Maria: to %s', async (_name, [run, expected]) => {
  const { contexts, series, ...studio } = await makeElenas()
  const stranger = await makeTenant()
  const answers: Partial<Answers> = {}
  for (const asker of refusedFirst(expected)) {
    const before = await readState(studio)
    answers[asker] = await failureOf(run(contexts[asker], series.id))
    if (answers[asker] !== 'done') expect(await readState(studio)).toEqual(before)
    const elsewhere = stranger.makeContext({ actor: contexts[asker].actor })
    expect(await failureOf(run(elsewhere, series.id))).not.toBe('done')
  }
  expect(answers).toEqual(expected)
})

test('a series of which somebody else gives a date is no trainer’s own, its other dates are', async () => {
  const { contexts, series, staff, ...studio } = await makeElenas()
  const [first, second] = series.bookings.map(({ id }) => id)
  const move = { trainerId: ids.ivan, idempotencyKey: 'given-away' }
  await rescheduleBooking(staff, { ...move, bookingId: second ?? '' })
  const before = await readState(studio)

  for (const asker of ['trainer', 'another trainer'] as const) {
    const ctx = contexts[asker]
    expect(await failureOf(getSeries(ctx, { seriesId: series.id }))).toBe('not_found')
    expect(await failureOf(cancelSeriesRest(ctx, { seriesId: series.id, scope: 'all' }))).toBe('not_found')
  }
  expect(await readState(studio)).toEqual(before)
  expect((await getBooking(contexts.trainer, { bookingId: first ?? '', manageToken: '' })).id).toBe(first)
})

describe('a trainer books a series', () => {
  const asMaria = async () => {
    const studio = await makeClassStudio({ studio: { service: { windowDays: 400 } } })
    return { ...studio, trainer: studio.makeContext({ actor: makeTrainerActor(ids.maria) }) }
  }
  const input = (changes: Parameters<typeof makeSeriesInput>[0] = {}) =>
    makeSeriesInput({ source: 'staff', count: 2, ...changes })

  test('with themself, whether they say so or not, and with nobody else', async () => {
    const { trainer, ...studio } = await asMaria()
    const before = await readState(studio)
    expect(await failureOf(bookSeries(trainer, input({ trainerId: ids.ivan })))).toBe('forbidden')
    const choices = [{ on: '2027-01-12', startsAt: Date.UTC(2027, 0, 12, 14), trainerId: ids.ivan }]
    expect(await failureOf(bookSeries(trainer, input({ choices })))).toBe('invalid_input')
    expect(await readState(studio)).toEqual(before)

    const { series } = await bookSeries(trainer, input({ trainerId: null }))
    expect(series.bookings.map(({ trainerId }) => trainerId)).toEqual([ids.maria, ids.maria])
  })

  test('in the classes they give, first or second', async () => {
    const { trainer, ...studio } = await asMaria()
    const startsAt = Date.UTC(2027, 0, 5, 15)
    const yoga = { serviceId: classIds.yoga, trainerId: null, conflictPolicy: 'skip' } as const
    await addSession(studio, { startsAt, trainerId: ids.ivan, secondTrainerId: ids.maria })
    await addSession(studio, { startsAt: startsAt + days(7), trainerId: ids.ivan })
    const { series } = await bookSeries(trainer, input(yoga))
    expect(series.bookings.map((one) => one.startsAt)).toEqual([startsAt])

    // Nor is a date added in a class that somebody else gives.
    const add = { seriesId: series.id, startsAt: startsAt + days(7), idempotencyKey: 'more' }
    expect(await failureOf(addBackDate(trainer, add))).toBe('slot_unavailable')
    expect((await addBackDate(studio.staff, add)).bookings).toHaveLength(2)
  })

  test('and previews with the bookings of their own clients only', async () => {
    const { trainer, ...studio } = await asMaria()
    const { staff, ctx } = studio
    const startsAt = Date.UTC(2027, 0, 5, 15)
    const wish = { serviceId: ids.training, startsAt, count: 2 }
    const clientEmail = elena.email
    // Elena is with Ivan then.
    await createBooking(ctx, makeBookingInput({ client: elena, trainerId: ids.ivan, startsAt }))
    const reasonsOf = async (who: TenantContext) =>
      (await previewSeries(who, { ...wish, trainerId: ids.maria, clientEmail })).dates.map(
        ({ reason }) => reason,
      )
    expect(await reasonsOf(staff)).toEqual(['client_overlap', null])
    expect(await reasonsOf(trainer)).toEqual([null, null])

    const later = startsAt + days(30)
    await createBooking(ctx, makeBookingInput({ client: elena, startsAt: later }))
    expect(await reasonsOf(trainer)).toEqual(['client_overlap', null])
    expect(await failureOf(previewSeries(trainer, { ...wish, trainerId: ids.ivan }))).toBe('forbidden')
  })
})

test('a client who is signed in previews and books as on the site', async () => {
  const { contexts } = await makeElenas()
  const { client } = contexts
  const wish = { serviceId: ids.training, startsAt: Date.UTC(2027, 1, 2, 15), count: 2 }
  expect(await failureOf(previewSeries(client, { ...wish, clientEmail: elena.email }))).toBe('forbidden')
  expect(await failureOf(bookSeries(client, makeSeriesInput({ source: 'staff' })))).toBe('forbidden')
  const tooFar = makeSeriesInput({ source: 'api', startsAt: Date.UTC(2028, 5, 6, 15), client: elena })
  expect((await refusalOf(bookSeries(client, tooFar))).code).toBe('conflict')
})
