import { expect, test } from 'vitest'
import { addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { changeSession } from './change-session.ts'

test('when something is in the way, the nearest times that are free are named', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const inTheWay = session.startsAt + hours(3)
  await addSession(studio, { startsAt: inTheWay, trainerId: session.trainerId })

  const alternatives = [60, 90, -60, 120, -90].map((away) => inTheWay + minutes(away))

  const move = { sessionId: session.id, startsAt: inTheWay + minutes(30) }
  await expect(changeSession(studio.staff, move)).rejects.toMatchObject({
    code: 'conflict',
    details: { alternatives: alternatives.map((startsAt) => ({ startsAt, trainerId: ids.maria })) },
  })
  for (const startsAt of alternatives) {
    const { session: moved } = await changeSession(studio.staff, { sessionId: session.id, startsAt })
    expect(moved.startsAt).toBe(startsAt)
  }
})
