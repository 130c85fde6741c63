import { expect, test } from 'vitest'
import { auditLog, availabilityOverrides, timeOff } from '../../db/tenant/schema/index.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { readSessions, tuesdays } from '../../tests/support/make-series.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours } from '../durations.ts'
import { createClassSeries } from './create-class-series.ts'
import { materializeSeries } from './materialize-series.ts'
import { previewClassSeries } from './preview-class-series.ts'

const firstAt = Date.UTC(2027, 0, 5, 16)

test('a series becomes sessions up to 30 days beyond the booking window, with what its service says', async () => {
  const studio = await makeClassStudio({ yoga: { capacity: 8, minAttendance: 3, decideMinutes: 120 } })
  const { series, dates, sessionIds } = await createClassSeries(studio.staff, tuesdays)

  const rows = await readSessions(studio)
  expect(rows.map(({ seriesOn }) => seriesOn)).toEqual(dates.map(({ on }) => on))
  expect(rows.map(({ id }) => id)).toEqual(sessionIds)
  expect(series).toMatchObject({ madeUntilOn: '2027-04-04', status: 'active' })
  expect(rows.at(-1)?.seriesOn).toBe('2027-03-30')
  // Summer time begins on 28 March.
  expect(rows.at(-1)?.startsAt).toBe(Date.UTC(2027, 2, 30, 15))
  expect(rows[0]).toMatchObject({
    startsAt: firstAt,
    endsAt: firstAt + hours(1),
    trainerId: ids.maria,
    capacity: 8,
    priceMinor: 1500,
    decideAt: firstAt - hours(2),
    takes: [{ id: classIds.hallA, units: 1, from: firstAt, until: firstAt + hours(1) }],
    changedFields: [],
  })
  expect(studio.announced).toEqual([studio.clock.now() + days(1)])
})

test('two series of one place at one time get a hall each, and none with a trainer who is busy', async () => {
  const studio = await makeClassStudio()
  await createClassSeries(studio.staff, { ...tuesdays, count: 2 })
  await createClassSeries(studio.staff, { ...tuesdays, trainerId: ids.ivan, count: 2 })
  const rows = await readSessions(studio)

  expect(rows.map(({ takes }) => takes[0]?.id).toSorted()).toEqual([
    classIds.hallA,
    classIds.hallA,
    classIds.hallB,
    classIds.hallB,
  ])
  const third = createClassSeries(studio.staff, {
    ...tuesdays,
    resourceIds: [classIds.hallA],
    startMinute: 18 * 60 + 30,
  })
  await expect(third).rejects.toMatchObject({ code: 'conflict', details: { reason: 'busy' } })
  expect(await readSessions(studio)).toHaveLength(4)
})

test('each date says what is in its way', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  await addSession(studio, { startsAt: firstAt + hours(0.5), takes: [] })
  await addSession(studio, { startsAt: firstAt + days(7), trainerId: ids.ivan })
  await db.write([
    db.orm.insert(timeOff).values({
      id: 'off_1',
      trainerId: ids.maria,
      startsAt: firstAt + days(14) - hours(1),
      endsAt: firstAt + days(14) + hours(0.5),
    }),
    db.orm.insert(availabilityOverrides).values([
      {
        id: 'ovr_1',
        locationId: ids.location,
        kind: 'closed',
        fromOn: '2027-01-26',
        toOn: '2027-01-26',
        windows: [],
      },
      {
        id: 'ovr_2',
        locationId: ids.location,
        kind: 'replace',
        fromOn: '2027-02-02',
        toOn: '2027-02-02',
        windows: [{ startMinute: 9 * 60, endMinute: 13 * 60 }],
      },
      {
        id: 'ovr_3',
        trainerId: ids.ivan,
        kind: 'closed',
        fromOn: '2027-02-09',
        toOn: '2027-02-09',
        windows: [],
      },
    ]),
  ])
  const wish = { ...tuesdays, resourceIds: [classIds.hallA], count: 6 }

  const preview = await previewClassSeries(studio.staff, wish)

  expect(preview.map(({ clash }) => clash?.sentence)).toEqual([
    'Maria Petrova has something else then.',
    'Hall A is taken then.',
    'Maria Petrova is away then.',
    'Main hall is closed then.',
    'Main hall is closed then.',
    undefined,
  ])
  expect(preview.map(({ on, clash }) => [on, clash?.reason, clash?.subjectId])).toEqual([
    ['2027-01-05', 'busy', ids.maria],
    ['2027-01-12', 'resource_taken', classIds.hallA],
    ['2027-01-19', 'time_off', ids.maria],
    ['2027-01-26', 'closed', ids.location],
    ['2027-02-02', 'closed', ids.location],
    ['2027-02-09', undefined, undefined],
  ])
  await expect(createClassSeries(studio.staff, wish)).rejects.toMatchObject({
    code: 'conflict',
    details: {
      reason: 'busy',
      errors: { length: 5, 1: { path: 'dates.2027-01-12', code: 'resource_taken' } },
    },
  })
  expect(await readSessions(studio)).toHaveLength(2)
})

test('dates with a clash can be left out: the series knows them as exceptions', async () => {
  const studio = await makeClassStudio()
  await addSession(studio, { startsAt: firstAt + days(7) })
  const { series, sessionIds } = await createClassSeries(studio.staff, {
    ...tuesdays,
    count: 3,
    onConflict: 'skip',
  })

  expect(series.exceptOn).toEqual(['2027-01-12'])
  expect(sessionIds).toHaveLength(2)
  await materializeSeries(studio.staff, series.id)
  expect(await readSessions(studio)).toHaveLength(3)
})

test('staff put it there all the same with a reason, which is written down', async () => {
  const studio = await makeClassStudio()
  await addSession(studio, { startsAt: firstAt })
  const { sessionIds } = await createClassSeries(studio.staff, {
    ...tuesdays,
    count: 2,
    overrideReason: 'both fit',
  })

  const rows = (await readSessions(studio)).filter(({ id }) => sessionIds.includes(id))
  expect(rows.map(({ overrideReason }) => overrideReason)).toEqual(['both fit', null])
  const { db } = studio.ctx
  const [audit] = await db.read([db.orm.select().from(auditLog)])
  expect(audit).toMatchObject([
    { actor: 'staff:key_test', action: 'session.override', subjectId: rows[0]?.id, reason: 'both fit' },
  ])
})

test('while the trainer is away, the substitute gives it', async () => {
  const studio = await makeClassStudio()
  const away = { startsAt: firstAt, endsAt: firstAt + days(1), substituteTrainerId: ids.ivan }
  const { db } = studio.ctx
  await db.write([db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.maria, ...away })])

  await createClassSeries(studio.staff, { ...tuesdays, count: 2 })

  expect((await readSessions(studio)).map((one) => [one.trainerId, one.changedFields])).toEqual([
    [ids.ivan, ['trainerId']],
    [ids.maria, []],
  ])
})

test('two series for one trainer at the same time, written at once: one wins', async () => {
  const studio = await makeClassStudio()
  const asked = await Promise.allSettled(
    [0, 15, 30].map((later) =>
      createClassSeries(studio.makeContext({ actor: { kind: 'system' } }), {
        ...tuesdays,
        startMinute: 18 * 60 + later,
        count: 3,
      }),
    ),
  )

  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(asked.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' })
  expect(await readSessions(studio)).toHaveLength(3)
})

test('two trainers for one hall at the same time: one wins', async () => {
  const studio = await makeClassStudio()
  const asked = await Promise.allSettled(
    [ids.maria, ids.ivan].map((trainerId) =>
      createClassSeries(studio.makeContext({ actor: { kind: 'system' } }), {
        ...tuesdays,
        trainerId,
        resourceIds: [classIds.hallA],
        count: 2,
      }),
    ),
  )

  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await readSessions(studio)).toHaveLength(2)
})

test.each([
  [{ weekdays: [] }, 'weekdays'],
  [{ weekdays: [8] }, 'weekdays.0'],
  [{ fromOn: '2027-02-30' }, 'fromOn'],
  [{ untilOn: '2027-01-04' }, 'untilOn'],
  [{ untilOn: '2027-02-01', count: 3 }, 'count'],
  [{ startMinute: 1440 }, 'startMinute'],
  [{ capacity: -1 }, 'capacity'],
  [{ secondTrainerId: ids.maria }, 'secondTrainerId'],
  [{ resourceIds: ['res_unknown'] }, 'resourceIds'],
  [{ fromOn: '2028-01-04', resourceIds: ['res_unknown'] }, 'resourceIds'],
  [{ fromOn: '0000-01-01' }, 'fromOn'],
  [{ serviceId: ids.training }, 'serviceId'],
  [{ count: 1, overrideReason: '' }, 'overrideReason'],
])('a series with %j is refused', async (changes, path) => {
  const { staff } = await makeClassStudio()

  await expect(createClassSeries(staff, { ...tuesdays, ...changes })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path }] },
  })
})

test('only staff make series', async () => {
  const { ctx } = await makeClassStudio()

  await expect(createClassSeries(ctx, tuesdays)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(previewClassSeries(ctx, tuesdays)).rejects.toMatchObject({ code: 'unauthorized' })
})
