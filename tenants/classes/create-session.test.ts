import { expect, test } from 'vitest'
import { availabilityOverrides, timeOff } from '../../db/tenant/schema/index.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { readSessions } from '../../tests/support/make-series.ts'
import { readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'
import { changeSession } from './change-session.ts'
import { createSession } from './create-session.ts'
import { previewNewSession } from './preview-new-session.ts'

const startsAt = Date.UTC(2027, 0, 6, 16)
const yoga = { serviceId: 'yoga', trainerId: 'maria', startsAt }

test('the studio wakes up when it is to be decided', async () => {
  const studio = await makeClassStudio({ yoga: { minAttendance: 3 } })
  const soon = studio.clock.now() + hours(10)

  await createSession(studio.staff, { ...yoga, startsAt: soon })

  expect(studio.announced).toContain(soon - hours(3))
})

test('what is not said of a single class comes from its service', async () => {
  const studio = await makeClassStudio({ yoga: { capacity: 8, minAttendance: 3, bufferAfterMinutes: 15 } })

  const view = await createSession(studio.staff, yoga)

  expect(view).toMatchObject({
    seriesId: null,
    trainerId: ids.maria,
    startsAt,
    endsAt: startsAt + hours(1),
    capacity: 8,
    priceMinor: 1500,
    resourceIds: [classIds.hallA],
    status: 'scheduled',
  })
  const { session } = await readSession(studio, view.id)
  expect(session).toMatchObject({
    occupiedUntil: startsAt + hours(1.25),
    decideAt: startsAt - hours(3),
    changedFields: [],
  })
})

test('a room that was named for it is not exchanged for another', async () => {
  const studio = await makeClassStudio()
  const { id } = await createSession(studio.staff, {
    ...yoga,
    resourceIds: [classIds.hallB],
    capacity: 3,
    priceMinor: 0,
  })
  await addSession(studio, {
    startsAt: startsAt + hours(3),
    trainerId: ids.ivan,
    takes: [{ id: classIds.hallB, units: 1, from: startsAt + hours(3), until: startsAt + hours(4) }],
  })

  await expect(
    changeSession(studio.staff, { sessionId: id, startsAt: startsAt + hours(3) }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'resource_taken' },
  })
})

test('what is in the way is named, and forced with a reason', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const wholeDay = {
    locationId: ids.location,
    kind: 'closed',
    fromOn: '2027-01-07',
    toOn: '2027-01-07',
  } as const
  await db.write([
    db.orm.insert(timeOff).values({
      id: 'off_1',
      trainerId: ids.maria,
      startsAt,
      endsAt: startsAt + hours(1),
      substituteTrainerId: ids.ivan,
    }),
    db.orm.insert(availabilityOverrides).values({ id: 'ovr_1', windows: [], ...wholeDay }),
  ])

  await expect(createSession(studio.staff, yoga)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'time_off' },
  })
  const onClosed = { ...yoga, startsAt: startsAt + hours(24) }
  await expect(createSession(studio.staff, onClosed)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'closed' },
  })
  expect(await createSession(studio.staff, { ...onClosed, overrideReason: 'Open day' })).toMatchObject({
    status: 'scheduled',
  })
})

test('before it is put on, staff see what is in its way', async () => {
  const studio = await makeClassStudio()
  expect(await previewNewSession(studio.staff, yoga)).toMatchObject({ startsAt, clash: null })
  await createSession(studio.staff, yoga)

  expect(await previewNewSession(studio.staff, yoga)).toMatchObject({
    clash: { reason: 'busy', subjectId: ids.maria },
  })
  expect(await readSessions(studio)).toHaveLength(1)
  await expect(previewNewSession(studio.ctx, yoga)).rejects.toMatchObject({ code: 'unauthorized' })
})

test('of many asked for at once with one trainer, one is put on', async () => {
  const studio = await makeClassStudio()
  const asked = await Promise.allSettled(
    Array.from({ length: 6 }, () => createSession(studio.makeContext({ actor: { kind: 'system' } }), yoga)),
  )

  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of asked) {
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({ code: 'conflict', details: { reason: 'busy' } })
  }
})

test('only staff put on classes', async () => {
  const { ctx } = await makeClassStudio()

  await expect(createSession(ctx, yoga)).rejects.toMatchObject({ code: 'unauthorized' })
})
