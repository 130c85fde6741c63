import { expect, test } from 'vitest'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { listTimes, makeSeries, readSeries, readSessions } from '../../tests/support/make-series.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours } from '../durations.ts'
import { cancelSession } from './cancel-session.ts'
import { changeClassSeries } from './change-class-series.ts'
import { changeSession } from './change-session.ts'
import { previewSeriesChange, type ChangeClassSeriesInput } from './preview-series-change.ts'

const firstAt = Date.UTC(2027, 0, 5, 16)

test('all sessions to come change, with those who are booked; what has begun stays', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio)
  const [, second] = await readSessions(studio)
  if (!second) throw new Error('no session')
  const booking = await addBooking(studio, second)
  studio.clock.advance(days(2))

  const { affected, dates, droppedIds } = await changeClassSeries(studio.staff, {
    seriesId: series.id,
    scope: 'all',
    startMinute: 19 * 60,
    durationMinutes: 45,
    trainerId: 'ivan',
    capacity: 5,
  })

  const rows = await readSessions(studio)
  expect(rows.map(({ id }) => id)).toEqual(sessionIds)
  expect(listTimes(rows)).toEqual([
    '2027-01-05T16:00',
    '2027-01-12T17:00',
    '2027-01-19T17:00',
    '2027-01-26T17:00',
  ])
  expect(rows.map((row) => [row.trainerId, row.capacity, (row.endsAt - row.startsAt) / 60_000])).toEqual([
    [ids.maria, 10, 60],
    [ids.ivan, 5, 45],
    [ids.ivan, 5, 45],
    [ids.ivan, 5, 45],
  ])
  expect(rows.every(({ changedFields }) => changedFields.length === 0)).toBe(true)
  expect(affected).toMatchObject([{ sessionId: second.id, people: [{ bookingId: booking.id }] }])
  expect([dates.length, droppedIds]).toEqual([3, []])
  expect(await readSeries(studio, series.id)).toMatchObject({
    startMinute: 19 * 60,
    trainerId: ids.ivan,
    fromOn: '2027-01-05',
    count: 4,
  })
  const { people, told } = await readSession(studio, second.id)
  expect(people).toMatchObject([{ startsAt: firstAt + days(7) + hours(1), trainerId: ids.ivan }])
  expect(told.filter(({ kind }) => kind === 'session_changed')).toHaveLength(1)
  expect(await listFaults(studio)).toEqual([])
})

test('what was changed for one session alone survives, and the rest of it follows', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio)
  const [first = '', second = '', third = ''] = sessionIds
  await changeSession(studio.staff, { sessionId: first, startsAt: firstAt + hours(3) })
  await changeSession(studio.staff, { sessionId: second, trainerId: ids.ivan, capacity: 3 })
  await cancelSession(studio.staff, { sessionId: third })

  const change = { seriesId: series.id, scope: 'all', startMinute: 17 * 60, capacity: 6 } as const
  const preview = await previewSeriesChange(studio.staff, change)
  const { kept } = await changeClassSeries(studio.staff, change)

  const rows = await readSessions(studio)
  expect(listTimes(rows)).toEqual([
    '2027-01-05T19:00',
    '2027-01-12T15:00',
    '2027-01-19T16:00 cancelled',
    '2027-01-26T15:00',
  ])
  expect(rows.map((row) => [row.trainerId, row.capacity])).toEqual([
    [ids.maria, 6],
    [ids.ivan, 3],
    [ids.maria, 10],
    [ids.maria, 6],
  ])
  expect(kept).toEqual([
    { sessionId: first, startsAt: firstAt + hours(3), fields: ['startsAt'] },
    { sessionId: second, startsAt: firstAt + days(7), fields: ['capacity'] },
  ])
  expect(preview.kept).toEqual(kept)
})

test('the local start is kept when the clocks change', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio, { fromOn: '2027-03-23', count: 2 })

  await changeClassSeries(studio.staff, { seriesId: series.id, scope: 'all', startMinute: 20 * 60 })

  // Summer time begins on 28 March.
  expect(listTimes(await readSessions(studio))).toEqual(['2027-03-23T18:00', '2027-03-30T17:00'])
})

test('on other weekdays, whoever is booked goes along to the day of the same week', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio, { count: 2 })
  const [first] = await readSessions(studio)
  if (!first) throw new Error('no session')
  await addBooking(studio, first)
  const change: ChangeClassSeriesInput = { seriesId: series.id, scope: 'all', weekdays: [3, 5], count: 4 }

  const { affected } = await changeClassSeries(studio.staff, change)
  const rows = await readSessions(studio)
  await changeClassSeries(studio.staff, change)

  expect(listTimes(rows)).toEqual([
    '2027-01-06T16:00',
    '2027-01-08T16:00',
    '2027-01-13T16:00',
    '2027-01-15T16:00',
  ])
  expect(rows.filter(({ id }) => sessionIds.includes(id)).map(({ seriesOn }) => seriesOn)).toEqual([
    '2027-01-06',
    '2027-01-13',
  ])
  expect(affected).toMatchObject([
    { sessionId: first.id, after: { startsAt: firstAt + days(1) }, people: [{}] },
  ])
  // Said again it changes nothing.
  expect(await readSessions(studio)).toEqual(rows)
})

test('a date that is no more: who is booked is called off, nobody waits, and an empty session is gone', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio, { capacity: 1 })
  const [, , third = '', fourth = ''] = sessionIds
  const rows = await readSessions(studio)
  if (!rows[2]) throw new Error('no session')
  await addBooking(studio, rows[2])
  await join(studio.ctx, rows[2], { name: 'wanda' })
  const change = { seriesId: series.id, scope: 'all', untilOn: '2027-01-18', reason: 'Summer' } as const

  const preview = await previewSeriesChange(studio.staff, change)
  await changeClassSeries(studio.staff, change)

  expect(preview).toMatchObject({
    droppedIds: [third, fourth],
    affected: [{ sessionId: third, after: null, people: [{ firstName: 'Elena' }], waiting: 1 }],
  })
  expect((await readSessions(studio)).map(({ id, status }) => [id, status])).toEqual([
    [sessionIds[0], 'scheduled'],
    [sessionIds[1], 'scheduled'],
    [third, 'cancelled'],
  ])
  const { people, told, waiting } = await readSession(studio, third)
  expect(people).toMatchObject([{ status: 'cancelled', cancelKind: 'studio', cancelReason: 'Summer' }])
  expect(told.filter(({ kind }) => kind === 'booking_cancelled')).toHaveLength(1)
  expect(waiting).toMatchObject([{ status: 'unmet' }])
  // Meant again, it takes place again.
  await changeClassSeries(studio.staff, { seriesId: series.id, scope: 'all', count: 4 })
  expect((await readSessions(studio)).filter(({ status }) => status === 'scheduled')).toHaveLength(4)
})

test('of one session only, its start is on its own date', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio)
  const change = {
    seriesId: series.id,
    scope: 'this',
    sessionId: sessionIds[1],
    startMinute: 600,
    capacity: 4,
  } as const

  const preview = await previewSeriesChange(studio.staff, change)
  const changed = await changeClassSeries(studio.staff, change)

  expect(changed).toEqual(preview)
  expect(changed.dates).toMatchObject([{ on: '2027-01-12', startsAt: Date.UTC(2027, 0, 12, 8), clash: null }])
  const rows = await readSessions(studio)
  expect(listTimes(rows).slice(0, 2)).toEqual(['2027-01-05T16:00', '2027-01-12T08:00'])
  expect(rows[1]).toMatchObject({ capacity: 4, changedFields: ['startsAt', 'capacity'] })
})

test('a date on which something is in the way is refused as a whole, left as it was, or forced', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio, { count: 2 })
  const other = await addSession(studio, {
    startsAt: firstAt + days(7) + hours(2),
    takes: [],
    trainerId: ids.maria,
  })
  const change = { seriesId: series.id, scope: 'all', startMinute: 20 * 60, count: 3 } as const
  const own = async () => (await readSessions(studio)).filter(({ id }) => id !== other.id)
  const before = await own()

  await expect(changeClassSeries(studio.staff, change)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'busy', errors: [{ path: 'dates.2027-01-12', code: 'busy' }] },
  })
  expect(await own()).toEqual(before)
  expect(
    (await previewSeriesChange(studio.staff, change)).dates.map(({ on, clash }) => [on, clash?.sourceId]),
  ).toEqual([
    ['2027-01-05', undefined],
    ['2027-01-12', other.id],
    ['2027-01-19', undefined],
  ])

  await changeClassSeries(studio.staff, { ...change, onConflict: 'skip' })
  expect(listTimes(await own())).toEqual(['2027-01-05T18:00', '2027-01-12T16:00', '2027-01-19T18:00'])
  expect((await own())[1]?.changedFields).toEqual(['startsAt'])

  await changeClassSeries(studio.staff, { ...change, startMinute: 20 * 60 + 15, overrideReason: 'Both fit' })
  expect(listTimes(await own())).toEqual(['2027-01-05T18:15', '2027-01-12T16:00', '2027-01-19T18:15'])
  expect(await listFaults(studio)).toEqual([])
})

test('more places for all sessions go to whoever waits in each', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio, { capacity: 1, fromOn: '2027-01-12', count: 2 })
  for (const session of await readSessions(studio)) {
    await addBooking(studio, session)
    await join(studio.ctx, session, { name: `waits-${session.id}` })
  }

  await changeClassSeries(studio.staff, { seriesId: series.id, scope: 'all', capacity: 2 })

  for (const { id } of await readSessions(studio)) {
    expect((await readSession(studio, id)).waiting).toMatchObject([{ status: 'promoted' }])
  }
})
