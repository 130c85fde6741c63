import { expect, test } from 'vitest'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people } from '../../../../tests/support/make-team.ts'
import { ids } from '../../../../tests/support/studio-rows.ts'
import { calendarPage } from './calendar-view.server.ts'
import { datesOf, readAsked, stepFrom, type View } from './calendar-query.server.ts'

test.each<[View, string, number, [string, string]]>([
  ['day', '2027-01-06', 1, ['2027-01-06', '2027-01-06']],
  ['week', '2027-01-06', 1, ['2027-01-04', '2027-01-10']],
  ['week', '2027-01-03', 7, ['2027-01-03', '2027-01-09']],
  ['agenda', '2027-01-10', 1, ['2027-01-04', '2027-01-10']],
  ['month', '2027-02-14', 1, ['2027-02-01', '2027-02-28']],
  ['month', '2027-05-31', 1, ['2027-04-26', '2027-06-06']],
])('a %s about %s, in weeks from weekday %i, shows %j', (view, on, weekStartsOn, dates) => {
  expect(datesOf({ view, on }, weekStartsOn)).toEqual(dates)
})

test.each<[View, 1 | -1, string]>([
  ['day', 1, '2027-02-01'],
  ['week', -1, '2027-01-24'],
  ['month', 1, '2027-02-01'],
  ['month', -1, '2026-12-01'],
])('a %s goes on by %i to %s', (view, step, on) => {
  expect(stepFrom({ view, on: '2027-01-31' }, step)).toBe(on)
})

test('an address that cannot be meant is read as far as it can', async () => {
  const team = await makeTeam()
  const desk = await makeDesk(team, {
    userId: people.olga,
    path: '/admin/calendar?view=year&on=2027-02-30&by=x',
  })
  expect(readAsked(desk)).toMatchObject({ view: 'day', on: '2027-01-04', by: 'trainer', trainer: '' })
})

test('a trainer sees their own calendar, whatever the address asks for', async () => {
  const team = await makeTeam()
  const desk = await makeDesk(team, { userId: people.maria, path: '/admin/calendar?trainer=ivan&view=week' })
  const page = await calendarPage(desk)
  expect(page.asked.trainer).toBe(ids.maria)
  expect(page.livePath).toBe(`/admin/live?trainer=${ids.maria}`)
  expect(page.trainers).toEqual([])
})
