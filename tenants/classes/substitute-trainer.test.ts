import { expect, test } from 'vitest'
import { timeOff } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { substituteTrainer } from './substitute-trainer.ts'

test('a substitute gives a session that needs a trainer, and whoever came for the trainer may leave free of charge', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { status: 'needs_trainer', secondTrainerId: ids.ivan })
  const booking = await addBooking(studio, session)

  const { session: view, affected } = await substituteTrainer(studio.staff, {
    sessionId: session.id,
    trainerId: 'ivan',
  })

  expect(view).toMatchObject({ status: 'scheduled', trainerId: ids.ivan, secondTrainerId: null })
  expect(affected).toMatchObject([{ before: { trainerId: ids.maria }, after: { trainerId: ids.ivan } }])
  const { people, told } = await readSession(studio, session.id)
  expect(people).toMatchObject([{ id: booking.id, trainerId: ids.ivan, freeCancelUntil: session.startsAt }])
  expect(told.filter(({ kind }) => kind === 'session_changed')).toHaveLength(1)
})

test('a trainer who is away cannot step in, and their substitute is not asked instead', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const { db } = studio.ctx
  const away = { startsAt: session.startsAt, endsAt: session.endsAt, substituteTrainerId: ids.maria }
  await db.write([db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.ivan, ...away })])

  await expect(
    substituteTrainer(studio.staff, { sessionId: session.id, trainerId: ids.ivan }),
  ).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'time_off', errors: [{ message: 'Ivan Kolev is away then.' }] },
  })
})
