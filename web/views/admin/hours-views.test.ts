import { expect, test } from 'vitest'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { makeDesk } from '../../../tests/support/make-desk.ts'
import { makeTeam, people, type Team } from '../../../tests/support/make-team.ts'
import { ids } from '../../../tests/support/studio-rows.ts'
import { createTimeOff } from '../../../tenants/schedules/create-time-off.ts'
import { getWeek } from '../../../tenants/schedules/get-week.ts'
import { replaceWeek } from '../../../tenants/schedules/replace-week.ts'
import { hoursOfferedPage } from './hours-offered-view.server.ts'
import { hoursWeekAnswer, hoursWeekPage } from './hours-week-view.server.ts'

const { olga, maria, dora } = people
const path = `/admin/hours?trainer=${ids.ivan}`

/** The week form of Ivan as it is shown, with changes. */
async function formOf(team: Team, changes: Record<string, string>): Promise<Record<string, string>> {
  const page = await hoursWeekPage(await makeDesk(team, { userId: olga, path }))
  if (!page.frame) throw new Error('there is no form')
  const days = page.blocks.flatMap((block, n) => block.days.map((text, day) => [`b${n}.d${day + 1}`, text]))
  const fields = { intent: 'save', digest: page.digest, blocks: String(page.blocks.length), ...changes }
  return { ...Object.fromEntries(days), ...fields }
}

const send = async (team: Team, form: Record<string, string>, userId = olga) =>
  hoursWeekAnswer(await makeDesk(team, { userId, path, form }))

test('a week is saved as it was typed', async () => {
  const team = await makeTeam()
  const answer = await send(team, await formOf(team, { 'b0.d6': '22-2', 'b0.d1': '' }))

  expect(answer).toEqual({ location: `${path}&done=hoursSaved` })
  const { rules } = await getWeek(await team.as(olga), { trainerId: ids.ivan })
  expect(rules.map(({ weekday }) => weekday)).toEqual([2, 3, 4, 5, 6])
  expect(rules.at(-1)).toMatchObject({ startMinute: 1320, endMinute: 1560 })
})

test('what is wrong is told at its field, and nothing is written', async () => {
  const team = await makeTeam()
  const added = { blocks: '2', 'b1.kind': 'open', 'b1.d7': '9-12', 'b1.everyNWeeks': '2' }
  const answer = await send(team, await formOf(team, { ...added, 'b0.d1': '' }))
  const typed = await send(team, await formOf(team, { 'b0.d2': '9-25' }))

  expect(answer).toMatchObject({ errors: { 'b1.anchorOn': expect.any(String) } })
  expect(typed).toMatchObject({ errors: { 'b0.d2': expect.stringContaining('25') } })
  expect((await getWeek(await team.as(olga), { trainerId: ids.ivan })).rules).toHaveLength(5)
})

test('who was second sees what the first made of it, and keeps what they typed', async () => {
  const team = await makeTeam()
  const form = await formOf(team, { 'b0.d1': '8-10' })
  await replaceWeek(await team.as(olga), { trainerId: ids.ivan, rules: [] })

  const answer = await send(team, form)
  if ('location' in answer) throw new Error('it was saved')
  expect(answer.meanwhile?.rows[0]).toMatchObject({ theirs: '', yours: '8-10' })
  expect(answer.blocks[0]?.days[0]).toBe('8-10')

  expect(await send(team, { ...form, digest: answer.digest })).toMatchObject({
    location: expect.stringContaining('hoursSaved'),
  })
})

test('somebody else’s week is not there for a trainer, and not for the front desk to change', async () => {
  const team = await makeTeam()
  const form = await formOf(team, {})
  const refused = (userId: string, work: typeof hoursWeekAnswer | typeof hoursWeekPage) =>
    failureOf(makeDesk(team, { userId, path, form }).then((desk): Promise<unknown> => work(desk)))

  expect([await refused(maria, hoursWeekPage), await refused(maria, hoursWeekAnswer)]).toEqual([
    'not_found',
    'not_found',
  ])
  expect([await refused(dora, hoursWeekPage), await refused(dora, hoursWeekAnswer)]).toEqual([
    'done',
    'forbidden',
  ])
})

test('why a time is not offered is said in words, with the way to what is in the way', async () => {
  const team = await makeTeam()
  await createTimeOff(await team.as(olga), { trainerId: ids.ivan, fromOn: '2027-01-12' })
  const ask = async (on: string, at: string) => {
    const asked = `/admin/hours/offered?trainer=${ids.ivan}&service=${ids.training}&on=${on}&at=${at}`
    const page = await hoursOfferedPage(await makeDesk(team, { userId: olga, path: asked }))
    return page.frame && page.why
  }

  expect(await ask('2027-01-12', '10:00')).toMatchObject({
    isOffered: false,
    lines: [{ text: 'Time off: Tuesday 12 January.', link: { href: expect.stringContaining('dates') } }],
  })
  expect(await ask('2027-01-13', '20:00')).toMatchObject({
    lines: [{ text: 'It is outside the hours, which are 09:00–18:00 that day.' }],
  })
  expect(await ask('2027-01-13', '10:00')).toMatchObject({ isOffered: true })
  expect(await ask('2027-01-13', '25:00')).toMatchObject({ lines: [{ text: 'Write a date and a time.' }] })
})
