import { expect, test } from 'vitest'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people } from '../../../../tests/support/make-team.ts'
import type { StudioPlans } from '../../../../tenants/context.ts'
import { embedPage } from './embed-view.server.ts'

const path = '/admin/site/embed'
const offered: StudioPlans['offered'] = [
  { name: 'Start', heldBack: ['embed'] },
  { name: 'Studio', heldBack: ['imports'] },
  { name: 'Chain', heldBack: [] },
]

test('code to copy is there only where the plan has it; elsewhere it is said which plan does', async () => {
  const desk = await makeDesk(await makeTeam(), { userId: people.olga, path })
  const shown = await embedPage(desk)
  expect([shown.heldBack, shown.snippets.length]).toEqual([null, 3])

  desk.ctx.tenant = { ...desk.ctx.tenant, heldBack: ['embed'] }
  desk.ctx.plans = async () => ({ own: { name: 'Start', trialEndsAt: null }, offered })
  const held = await embedPage(desk)
  expect(held.snippets).toEqual([])
  expect(held.heldBack).toMatchObject({
    title: 'Showing your timetable on other sites is not part of your plan.',
    text: 'It is part of “Studio” or “Chain”. If you need more, write to us: another plan holds at once.',
  })
})
