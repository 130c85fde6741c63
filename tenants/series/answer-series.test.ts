import { expect, test } from 'vitest'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { hours } from '../durations.ts'
import { bookSeries } from './book-series.ts'
import { confirmSeries } from './confirm-series.ts'
import { declineSeries } from './decline-series.ts'
import type { BookSeriesInput } from './series-input.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

async function makeRequest(changes: Partial<BookSeriesInput> = {}) {
  const service = { windowDays: 400, maxParty: 3, approval: 'always', approvalHours: 48 } as const
  const outbox = await makeOutbox({ studio: { service } })
  const { studio } = outbox
  const { series } = await bookSeries(studio.ctx, makeSeriesInput({ count: 5, ...changes }))
  const staff = studio.makeContext({ actor: staffActor })
  const subjects = async () => {
    await outbox.send()
    return outbox.mailbox.mails.map(({ subject }) => subject)
  }
  return { ...studio, staff, seriesId: series.id, series, subjects, readMessages: outbox.readMessages }
}

test('a series that has to be approved waits as a whole, and its yes is one message', async () => {
  const { ctx, clock, staff, series, seriesId, subjects, readMessages } = await makeRequest()
  expect(new Set(series.bookings.map(({ status }) => status))).toEqual(new Set(['pending']))
  expect(await subjects()).toHaveLength(1)

  const confirmed = await confirmSeries(staff, { seriesId })
  expect(new Set(confirmed.bookings.map(({ status }) => status))).toEqual(new Set(['confirmed']))
  expect(confirmed.bookings.map(({ expiresAt }) => expiresAt)).toEqual([null, null, null, null, null])
  expect(await subjects()).toHaveLength(2)
  const reminders = await readMessages('reminder')
  expect(reminders.filter(({ state }) => state === 'planned')).toHaveLength(10)
  expect(await confirmSeries(staff, { seriesId })).toEqual({
    ...confirmed,
    bookings: confirmed.bookings.map((booking) => ({ ...booking, confirmationState: 'sent' })),
  })
  expect(await subjects()).toHaveLength(2)
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('a no frees all its dates and is one message', async () => {
  const { ctx, staff, seriesId, subjects } = await makeRequest()
  const declined = await declineSeries(staff, { seriesId, reason: 'Fully booked' })
  expect(new Set(declined.bookings.map(({ status }) => status))).toEqual(new Set(['declined']))
  expect(await declineSeries(staff, { seriesId })).toEqual(declined)
  expect(await subjects()).toHaveLength(1)
  expect((await bookSeries(ctx, makeSeriesInput({ count: 5 }))).series.bookings).toHaveLength(5)
})

test('a party is answered with every date, and its guests hear nothing', async () => {
  const { staff, seriesId, readMessages } = await makeRequest({ guests: [{ firstName: 'Boris' }, {}] })
  const { bookings } = await confirmSeries(staff, { seriesId })

  expect(bookings.map(({ status }) => status)).toEqual(Array.from({ length: 15 }, () => 'confirmed'))
  const hosts = bookings.filter(({ guestPosition }) => guestPosition === 0).map(({ id }) => id)
  const planned = (await readMessages()).filter(({ state, bookingVersion }) => {
    return state === 'planned' && bookingVersion === 2
  })
  expect(planned.filter(({ kind }) => kind === 'series_confirmed').map(({ bookingId }) => bookingId)).toEqual(
    [hosts[0]],
  )
  expect(new Set(planned.map(({ bookingId }) => bookingId))).toEqual(new Set(hosts))
})

test('what has expired is not confirmed any more', async () => {
  const { clock, staff, seriesId } = await makeRequest()
  clock.set(clock.now() + hours(49))
  const { bookings } = await confirmSeries(staff, { seriesId })
  expect(bookings.some(({ status }) => status === 'confirmed')).toBe(false)
})

test('only staff answer', async () => {
  const { ctx, seriesId } = await makeRequest()
  await expect(confirmSeries(ctx, { seriesId })).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(declineSeries(ctx, { seriesId })).rejects.toMatchObject({ code: 'unauthorized' })
})
