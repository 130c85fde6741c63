import { expect, test } from 'vitest'
import { sessions } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'
import { cancelSession } from './cancel-session.ts'
import { changeSession } from './change-session.ts'
import { previewSessionChange } from './preview-session-change.ts'
import { substituteTrainer } from './substitute-trainer.ts'

test('what is cancelled, over or unknown cannot be changed', async () => {
  const studio = await makeClassStudio()
  const cancelled = await addSession(studio, { status: 'cancelled', takes: [] })
  const over = await addSession(studio, { startsAt: studio.clock.now() - hours(2) })
  const change = (sessionId: string) => changeSession(studio.staff, { sessionId, capacity: 3 })

  await expect(change(cancelled.id)).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'cancelled' },
  })
  await expect(change(over.id)).rejects.toMatchObject({
    code: 'already_started',
    details: { reason: 'over' },
  })
  await expect(change('ses_none')).rejects.toMatchObject({ code: 'not_found' })
  await expect(cancelSession(studio.staff, { sessionId: over.id })).rejects.toMatchObject({
    code: 'already_started',
  })
})

test('a cancelled session: everybody is told once and owes nothing, nobody waits any more, and its time is free', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 2, startsAt: studio.clock.now() + hours(72) })
  const late = await addBooking(studio, session, { freeCancelUntil: 0 })
  const party = [0, 1].map((guestPosition) => ({
    partyId: 'party',
    guestPosition,
    clientId: 'cli_p',
    overrideReason: 'room',
  }))
  for (const one of party) await addBooking(studio, session, one)
  await join(studio.ctx, session, { name: 'wanda' })

  const view = await cancelSession(studio.staff, { sessionId: session.id, reason: 'Boiler' })
  await cancelSession(studio.staff, { sessionId: session.id, reason: 'Again' })

  expect(view).toMatchObject({
    status: 'cancelled',
    booked: 0,
    bookability: { ok: false, reason: 'cancelled' },
  })
  const { people, told, waiting, session: row } = await readSession(studio, session.id)
  expect(row.cancelReason).toBe('Boiler')
  expect(people.map((one) => [one.status, one.cancelKind, one.cancelReason])).toEqual(
    people.map(() => ['cancelled', 'studio', 'Boiler']),
  )
  const cancelled = told.filter(({ kind }) => kind === 'booking_cancelled')
  expect(cancelled).toHaveLength(2)
  expect(cancelled.map(({ bookingId }) => bookingId)).toContain(late.id)
  expect(waiting.map(({ status }) => status)).toEqual(['unmet'])
  expect(told.filter(({ kind }) => kind === 'waitlist_missed').map((one) => one.waitlistEntryId)).toEqual([
    waiting[0]?.id,
  ])
  expect(await listFaults(studio)).toEqual([])
  await addSession(studio, { startsAt: session.startsAt })
})

test('a cancellation that was interrupted is finished by the next', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const { db } = studio.ctx
  await addBooking(studio, session)
  await db.write([db.orm.update(sessions).set({ status: 'cancelled', cancelReason: 'Flood' })])

  await cancelSession(studio.staff, { sessionId: session.id })

  expect((await readSession(studio, session.id)).people).toMatchObject([
    { status: 'cancelled', cancelReason: 'Flood' },
  ])
})

test('only staff change and cancel sessions', async () => {
  const studio = await makeClassStudio()
  const { id: sessionId } = await addSession(studio)
  const { ctx } = studio

  for (const deed of [
    changeSession(ctx, { sessionId, capacity: 3 }),
    previewSessionChange(ctx, { sessionId, capacity: 3 }),
    substituteTrainer(ctx, { sessionId, trainerId: ids.ivan }),
    cancelSession(ctx, { sessionId }),
  ]) {
    await expect(deed).rejects.toMatchObject({ code: 'unauthorized' })
  }
})
