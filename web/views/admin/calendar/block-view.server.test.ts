import { expect, test } from 'vitest'
import { timeOff } from '../../../../db/tenant/schema/index.ts'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people, type Team } from '../../../../tests/support/make-team.ts'
import { ids } from '../../../../tests/support/studio-rows.ts'
import { blockAnswer } from './block-view.server.ts'

const lunch = { on: '2027-01-05', startsAt: '12:00', endsAt: '12:30', reason: 'Lunch' }

async function block(team: Team, userId: string, form: Record<string, string>) {
  return blockAnswer(await makeDesk(team, { userId, path: '/admin/calendar/block', form }))
}

test('blocks hours on the clock of where the trainer works', async () => {
  const team = await makeTeam()
  expect(await block(team, people.maria, { trainerId: ids.maria, ...lunch })).toEqual({
    location: '/admin/calendar?on=2027-01-05&done=blocked',
  })
  const [rows] = await team.ctx.db.read([team.ctx.db.orm.select().from(timeOff)])
  expect(rows).toMatchObject([
    {
      trainerId: ids.maria,
      startsAt: Date.UTC(2027, 0, 5, 10),
      endsAt: Date.UTC(2027, 0, 5, 10, 30),
      reason: 'Lunch',
    },
  ])
})

test('an end at midnight is that of the same day', async () => {
  const team = await makeTeam()
  await block(team, people.olga, { trainerId: ids.ivan, ...lunch, endsAt: '00:00' })
  const [rows] = await team.ctx.db.read([team.ctx.db.orm.select().from(timeOff)])
  expect(rows).toMatchObject([{ endsAt: Date.UTC(2027, 0, 5, 22) }])
})

test('what cannot be is told beside its field', async () => {
  const team = await makeTeam()
  const asked = { trainerId: ids.maria, ...lunch }
  expect(await block(team, people.olga, { ...asked, endsAt: '11:00' })).toMatchObject({
    status: 422,
    errors: { endsAt: expect.any(String) },
    values: { startsAt: '12:00', reason: 'Lunch' },
  })
  expect(await block(team, people.olga, { ...asked, startsAt: '' })).toMatchObject({
    errors: { startsAt: expect.any(String) },
  })
})

test('a trainer blocks nobody else’s time, and the front desk nobody’s', async () => {
  const team = await makeTeam()
  const asked = { trainerId: ids.ivan, ...lunch }
  await expect(block(team, people.maria, asked)).rejects.toMatchObject({ code: 'not_found' })
  await expect(block(team, people.dora, asked)).rejects.toMatchObject({ code: 'forbidden' })
})
