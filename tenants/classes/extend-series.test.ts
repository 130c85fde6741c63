import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditLog, classSeries, services } from '../../db/tenant/schema/index.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { readSessions, tuesdays } from '../../tests/support/make-series.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days } from '../durations.ts'
import { archiveResource } from '../studio/archive-resource.ts'
import { createClassSeries } from './create-class-series.ts'
import { extendSeries } from './extend-series.ts'
import { materializeSeries } from './materialize-series.ts'

test('the horizon rolls on day by day, and making sessions again adds none', async () => {
  const studio = await makeClassStudio()
  const { series } = await createClassSeries(studio.staff, tuesdays)
  await materializeSeries(studio.staff, series.id)
  expect(await readSessions(studio)).toHaveLength(13)

  studio.clock.advance(days(7))
  const ctx = studio.makeContext({ actor: { kind: 'system' } })
  expect(await extendSeries(ctx)).toBe(studio.clock.now() + days(1))
  expect((await readSessions(studio)).at(-1)?.seriesOn).toBe('2027-04-06')
})

test('as the horizon rolls on, a class without its trainer needs one, and one without its hall is left out', async () => {
  const studio = await makeClassStudio()
  const { series } = await createClassSeries(studio.staff, { ...tuesdays, resourceIds: [classIds.hallA] })
  await addSession(studio, { startsAt: Date.UTC(2027, 3, 6, 15), takes: [] })
  await addSession(studio, { startsAt: Date.UTC(2027, 3, 13, 15), trainerId: ids.ivan })

  studio.clock.advance(days(14))
  await extendSeries(studio.makeContext({ actor: { kind: 'system' } }))

  const own = (await readSessions(studio)).filter(({ seriesId }) => seriesId === series.id)
  expect(own.slice(13)).toMatchObject([{ seriesOn: '2027-04-06', status: 'needs_trainer' }])
  const { db } = studio.ctx
  const [[row], audit] = await db.read([db.orm.select().from(classSeries), db.orm.select().from(auditLog)])
  expect(row).toMatchObject({ exceptOn: ['2027-04-13'], madeUntilOn: '2027-04-18' })
  expect(audit).toMatchObject([
    { action: 'session.skip', subjectId: series.id, reason: '2027-04-13: resource_taken' },
  ])
})

test('a class whose hall is out of use goes on in another, and so do all other classes', async () => {
  const studio = await makeClassStudio()
  const { series } = await createClassSeries(studio.staff, { ...tuesdays, resourceIds: [classIds.hallA] })
  const other = await createClassSeries(studio.staff, { ...tuesdays, trainerId: ids.ivan, weekdays: [3] })
  await archiveResource(studio.staff, { resourceId: classIds.hallA })

  studio.clock.advance(days(7))
  await extendSeries(studio.makeContext({ actor: { kind: 'system' } }))

  const last = (await readSessions(studio)).slice(-2)
  expect(last).toMatchObject([
    { seriesId: series.id, seriesOn: '2027-04-06', takes: [{ id: classIds.hallB }] },
    { seriesId: other.series.id, seriesOn: '2027-04-07' },
  ])
})

test('a series that cannot go on does not keep the others from going on', async () => {
  const studio = await makeClassStudio()
  const { series } = await createClassSeries(studio.staff, tuesdays)
  const other = await createClassSeries(studio.staff, { ...tuesdays, trainerId: ids.ivan, weekdays: [3] })
  const { db } = studio.ctx
  // Longer than anything can last.
  const broken = db.orm.update(classSeries).set({ durationMinutes: 10_000 })
  await db.write([broken.where(eq(classSeries.id, series.id))])

  studio.clock.advance(days(7))
  const ctx = studio.makeContext({ actor: { kind: 'system' } })
  await expect(extendSeries(ctx)).rejects.toBeInstanceOf(Error)
  expect((await readSessions(studio)).at(-1)).toMatchObject({
    seriesId: other.series.id,
    seriesOn: '2027-04-07',
  })
})

test('a series whose last date is over has ended, and then there is nothing to come back for', async () => {
  const studio = await makeClassStudio()
  await createClassSeries(studio.staff, { ...tuesdays, count: 1 })
  studio.clock.advance(days(2))
  const ctx = studio.makeContext({ actor: { kind: 'system' } })

  await extendSeries(ctx)

  const { db } = ctx
  const [rows] = await db.read([db.orm.select().from(classSeries).where(eq(classSeries.status, 'ended'))])
  expect(rows).toHaveLength(1)
  expect(await extendSeries(ctx)).toBeNull()
})

test('a series of a service that is not on sale rests', async () => {
  const studio = await makeClassStudio()
  await createClassSeries(studio.staff, tuesdays)
  await studio.ctx.db.write([studio.ctx.db.orm.update(services).set({ status: 'archived' })])
  studio.clock.advance(days(7))

  await extendSeries(studio.makeContext({ actor: { kind: 'system' } }))

  expect(await readSessions(studio)).toHaveLength(13)
})
