import { expect, test } from 'vitest'
import { addBooking, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { listTimes, makeSeries, readSeries, readSessions } from '../../tests/support/make-series.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { days } from '../durations.ts'
import { cancelClassSeries } from './cancel-class-series.ts'
import { extendSeries } from './extend-series.ts'
import { materializeSeries } from './materialize-series.ts'
import { previewSeriesEnd } from './preview-series-end.ts'

test('the rest of a series is cancelled from a date on, and does not come back', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio, { untilOn: null })
  const [, , third] = await readSessions(studio)
  if (!third) throw new Error('no session')
  const booking = await addBooking(studio, third)
  const end = { seriesId: series.id, fromOn: '2027-01-19' }
  const preview = await previewSeriesEnd(studio.staff, end)
  expect(await readSessions(studio)).toHaveLength(13)

  const {
    affected,
    droppedIds,
    series: cut,
  } = await cancelClassSeries(studio.staff, { ...end, reason: 'Maria is leaving' })

  expect(droppedIds).toHaveLength(11)
  expect(preview).toEqual({ affected, droppedIds, series: cut })
  expect(affected).toMatchObject([{ sessionId: third.id, after: null, people: [{ bookingId: booking.id }] }])
  expect(cut).toMatchObject({ untilOn: '2027-01-18', status: 'active' })
  expect(listTimes(await readSessions(studio))).toEqual([
    '2027-01-05T16:00',
    '2027-01-12T16:00',
    '2027-01-19T16:00 cancelled',
  ])
  const { people, told } = await readSession(studio, third.id)
  expect(people).toMatchObject([
    { status: 'cancelled', cancelKind: 'studio', cancelReason: 'Maria is leaving' },
  ])
  expect(told.filter(({ kind }) => kind === 'booking_cancelled')).toHaveLength(1)
  expect(await listFaults(studio)).toEqual([])

  studio.clock.advance(days(16))
  await extendSeries(studio.makeContext({ actor: { kind: 'system' } }))
  expect(await readSeries(studio, series.id)).toMatchObject({ status: 'ended' })
  expect(await readSessions(studio)).toHaveLength(3)
})

test('without a date it ends at once, and what has begun stays', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio)
  studio.clock.advance(days(2))

  await cancelClassSeries(studio.staff, { seriesId: series.id })
  await materializeSeries(studio.staff, series.id)

  expect(listTimes(await readSessions(studio))).toEqual(['2027-01-05T16:00'])
  expect(await readSeries(studio, series.id)).toMatchObject({ status: 'ended', untilOn: '2027-01-05' })
})

test('one that ends before anyway keeps its end, and again is nothing', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio)

  const { series: same, droppedIds } = await cancelClassSeries(studio.staff, {
    seriesId: series.id,
    fromOn: '2027-03-01',
  })

  expect([same.count, droppedIds]).toEqual([4, []])
})

test('what is no date, not there or not for staff is refused', async () => {
  const { ctx, staff } = await makeClassStudio()

  await expect(
    cancelClassSeries(staff, { seriesId: 'cse_none', fromOn: '2027-02-30' }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'fromOn' }] },
  })
  await expect(cancelClassSeries(staff, { seriesId: 'cse_none' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(cancelClassSeries(ctx, { seriesId: 'cse_none' })).rejects.toMatchObject({
    code: 'unauthorized',
  })
})
