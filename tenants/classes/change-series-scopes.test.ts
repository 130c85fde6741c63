import { expect, test } from 'vitest'
import { addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { listTimes, makeSeries, readSeries, readSessions } from '../../tests/support/make-series.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days } from '../durations.ts'
import { cancelSession } from './cancel-session.ts'
import { changeClassSeries } from './change-class-series.ts'
import { materializeSeries } from './materialize-series.ts'
import { previewSeriesChange } from './preview-series-change.ts'

test('this and all after it go on as a series of their own, with what is left of the count', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio, { exceptOn: ['2027-01-12'], count: 5 })
  const [, second = '', third = ''] = sessionIds
  await cancelSession(studio.staff, { sessionId: third })

  const { series: later } = await changeClassSeries(studio.staff, {
    seriesId: series.id,
    scope: 'following',
    sessionId: second,
    startMinute: 10 * 60,
  })

  expect(later).toMatchObject({ fromOn: '2027-01-19', count: 3, startMinute: 600, exceptOn: [] })
  expect(await readSeries(studio, series.id)).toMatchObject({
    untilOn: '2027-01-18',
    count: null,
    startMinute: 1080,
  })
  const rows = await readSessions(studio)
  expect(rows.map(({ id }) => id)).toEqual(sessionIds)
  expect(rows.map(({ seriesId }) => seriesId)).toEqual([series.id, later.id, later.id, later.id])
  expect(listTimes(rows)).toEqual([
    '2027-01-05T16:00',
    '2027-01-19T08:00',
    '2027-01-26T16:00 cancelled',
    '2027-02-02T08:00',
  ])
  await materializeSeries(studio.staff, series.id)
  await materializeSeries(studio.staff, later.id)
  expect(await readSessions(studio)).toHaveLength(4)
})

test('from its first session on, it is the whole series', async () => {
  const studio = await makeClassStudio()
  const { series, sessionIds } = await makeSeries(studio)

  const { series: changed } = await changeClassSeries(studio.staff, {
    seriesId: series.id,
    scope: 'following',
    sessionId: sessionIds[0],
    capacity: 4,
  })

  expect(changed.id).toBe(series.id)
})

test('two edits of one series at once both hold', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio)
  const edit = (changes: object) =>
    changeClassSeries(studio.makeContext({ actor: { kind: 'system' } }), {
      seriesId: series.id,
      scope: 'all',
      ...changes,
    })

  await Promise.all([edit({ capacity: 3 }), edit({ startMinute: 600 }), edit({ minAttendance: 2 })])

  expect(await readSeries(studio, series.id)).toMatchObject({
    capacity: 3,
    startMinute: 600,
    minAttendance: 2,
  })
  for (const row of await readSessions(studio)) expect(row).toMatchObject({ capacity: 3, minAttendance: 2 })
})

test('dates that two add and leave out at once, and those that come with time, are as both said', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio, { untilOn: null })
  studio.clock.advance(days(7))
  const system = studio.makeContext({ actor: { kind: 'system' } })

  // Neither changes a session that is there already.
  await Promise.all([
    changeClassSeries(studio.staff, { seriesId: series.id, scope: 'all', exceptOn: ['2027-06-01'] }),
    materializeSeries(system, series.id),
    changeClassSeries(system, { seriesId: series.id, scope: 'all', untilOn: '2027-06-08' }),
  ])

  expect(await readSeries(studio, series.id)).toMatchObject({
    exceptOn: ['2027-06-01'],
    untilOn: '2027-06-08',
    madeUntilOn: '2027-04-11',
  })
  expect(new Set((await readSessions(studio)).map(({ seriesOn }) => seriesOn)).size).toBe(14)
})

test.each([
  [{ scope: 'following' }, 'sessionId'],
  [{ scope: 'all', sessionId: 'ses_1' }, 'sessionId'],
  [{ scope: 'all', untilOn: '2027-02-01', count: 3 }, 'count'],
  [{ scope: 'all', untilOn: '2027-01-01' }, 'untilOn'],
  [{ scope: 'all', secondTrainerId: ids.maria }, 'secondTrainerId'],
  [{ scope: 'all', weekdays: [] }, 'weekdays'],
  [{ scope: 'this', sessionId: 'first', weekdays: [3] }, 'weekdays'],
  [{ scope: 'all', resourceIds: ['res_none'] }, 'resourceIds'],
  [{ scope: 'some' }, 'scope'],
])('a change of %j is refused', async (change, path) => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio)
  const sent = { seriesId: series.id, ...change } as Parameters<typeof changeClassSeries>[1]

  await expect(changeClassSeries(studio.staff, sent)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path }] },
  })
})

test('a session of another series, and a series that is not there, are refused', async () => {
  const studio = await makeClassStudio()
  const { series } = await makeSeries(studio)
  const { id: sessionId } = await addSession(studio, { trainerId: ids.ivan, takes: [] })

  for (const scope of ['this', 'following'] as const) {
    const change = changeClassSeries(studio.staff, { seriesId: series.id, scope, sessionId, capacity: 3 })
    await expect(change).rejects.toMatchObject({ code: 'not_allowed', details: { reason: 'not_of_series' } })
  }
  const unknown = changeClassSeries(studio.staff, { seriesId: 'cse_none', scope: 'all', capacity: 3 })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
})

test('only staff change series', async () => {
  const { ctx } = await makeClassStudio()
  const change = { seriesId: 'cse_none', scope: 'all', capacity: 3 } as const

  await expect(changeClassSeries(ctx, change)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(previewSeriesChange(ctx, change)).rejects.toMatchObject({ code: 'unauthorized' })
})
