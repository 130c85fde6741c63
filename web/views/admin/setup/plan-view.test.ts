import { expect, test } from 'vitest'
import { planLimits } from '../../../../db/tenant/schema/index.ts'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people } from '../../../../tests/support/make-team.ts'
import { planLimitError } from '../../../../tenants/plans/plan-limit.ts'
import { carryOut } from '../../../lib/form-answer.server.ts'
import { planPage } from './plan-view.server.ts'

const path = '/admin/settings/plan'

test('the plan’s page says how much is used, what is nearly used up, and what is not part of it', async () => {
  const team = await makeTeam()
  const { db } = team.ctx
  await db.write([
    db.orm.insert(planLimits).values([
      // Maria and Ivan, and Ana.
      { key: 'trainers', value: 2 },
      { key: 'clients', value: 1_000 },
      { key: 'domains', value: 0 },
    ]),
  ])
  const desk = await makeDesk(team, { userId: people.olga, path })
  desk.ctx.tenant = { ...desk.ctx.tenant, heldBack: ['webhooks'] }
  const trialEndsAt = Date.UTC(2027, 0, 18, 12)
  desk.ctx.plans = async () => ({ own: { name: 'Studio', trialEndsAt }, offered: [] })
  const { name, trial, rows, heldBack, isCounted } = await planPage(desk)
  expect([isCounted, name, trial]).toEqual([true, 'Studio', '· trial until 18 Jan 2027'])
  expect(heldBack).toEqual(['Webhooks'])
  expect(rows.map(({ key, text, percent, note }) => [key, text, percent, note])).toEqual([
    ['trainers', '2 of 2', 100, 'Used up: no more can be added. What is there stays.'],
    ['clients', '1 of 1,000', 0.1, ''],
    ['bookings_per_month', '0', null, 'Not limited'],
    ['sms_per_month', '0', null, 'Not limited'],
    ['domains', '0 of 0', 100, 'Used up: no more can be added. What is there stays.'],
  ])
})

test('a form that the plan has no room for says so: to staff what, to clients that it cannot be', async () => {
  const team = await makeTeam()
  const desk = await makeDesk(team, { userId: people.olga, path })
  const refused = (asking: typeof desk) =>
    carryOut(asking, {}, () => Promise.reject(planLimitError('clients')))
  expect(await refused(desk)).toMatchObject({
    status: 422,
    message: 'Your plan has no room for another client.',
  })
  const client = { ...desk, ctx: team.makeContext() }
  expect(await refused(client)).toMatchObject({
    message: 'The studio cannot take this online at the moment. Please call or write to it.',
  })
})
