import { expect, test } from 'vitest'
import { isAppError } from '../../../../tenants/errors.ts'
import { addBooking, classIds, makeClassStudio } from '../../../../tests/support/make-class-studio.ts'
import { freeAndPromote, joinInOrder, makeFullClass } from '../../../../tests/support/make-full-class.ts'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { listTimes, makeSeries, readSeries, readSessions } from '../../../../tests/support/make-series.ts'
import { addTeam, people } from '../../../../tests/support/make-team.ts'
import { ids } from '../../../../tests/support/studio-rows.ts'
import type { PlanAnswer } from './carry-plan.server.ts'
import { changeSeriesAnswer, changeSeriesPage } from './change-series.server.ts'
import { changeSessionAnswer, changeSessionPage, substituteAnswer } from './change-session.server.ts'
import { endSeriesAnswer } from './end-series.server.ts'
import { newSeriesAnswer } from './new-series.server.ts'
import { waitingAnswer, waitingPage } from './waiting-view.server.ts'
import { weekPage } from './week-view.server.ts'

const { olga, maria, dora } = people
const WEEK = '/admin/classes?on=2027-01-05'

async function makeStudio(yoga = {}) {
  const studio = await makeClassStudio({ yoga })
  return { studio, team: await addTeam(studio) }
}

/** What a form was shown to come to. */
function planIn(answer: PlanAnswer) {
  if (!('plan' in answer)) throw new Error(`no plan: ${JSON.stringify(answer)}`)
  return answer.plan
}

const doneIn = (answer: PlanAnswer) => ('location' in answer ? answer.location : JSON.stringify(answer))

test('a week shows how each class stands, and what needs somebody', async () => {
  const { studio, team } = await makeStudio({ capacity: 2, minAttendance: 2 })
  await makeSeries(studio)
  const [session] = await readSessions(studio)
  if (!session) throw new Error('no session')
  const show = async (path = WEEK) => weekPage(await makeDesk(team, { userId: olga, path }))

  const before = await show()
  expect(before.days).toMatchObject([
    {
      on: '2027-01-05',
      lines: [{ state: 'too_few', places: '0 of 2 booked', badge: { look: 'badge-warns' } }],
    },
  ])
  expect(before.alerts.map(({ href }) => href)).toEqual(['/admin/classes?on=2027-01-05&status=too_few'])
  await addBooking(studio, session)
  await addBooking(studio, session)
  expect((await show()).days[0]?.lines).toMatchObject([{ state: 'full', share: 100 }])
  expect((await show(`${WEEK}&status=too_few`)).days).toEqual([])
  expect((await show('/admin/classes?on=2027-01-13')).days.map(({ on }) => on)).toEqual(['2027-01-12'])
})

test('a trainer sees the classes that they give, and nobody else’s', async () => {
  const { studio, team } = await makeStudio()
  await makeSeries(studio, { trainerId: ids.ivan })
  const { days } = await weekPage(
    await makeDesk(team, { userId: maria, path: `${WEEK}&trainer=${ids.ivan}` }),
  )
  expect(days).toEqual([])
  const [session] = await readSessions(studio)
  const asked = makeDesk(team, { userId: maria, path: '/admin', params: { sessionId: session?.id ?? '' } })
  const failure = await changeSessionPage(await asked).catch((error: unknown) => error)
  expect(isAppError(failure, 'not_found')).toBe(true)
})

test('a series is made as it was shown, without the dates that were left out', async () => {
  const { studio, team } = await makeStudio()
  await makeSeries(studio, { count: 1 })
  const form = {
    serviceId: classIds.yoga,
    trainerId: ids.maria,
    'weekdays.2': 'on',
    startMinute: '18:30',
    fromOn: '2027-01-05',
    count: '3',
  }
  const send = async (more: Record<string, string>) =>
    newSeriesAnswer(await makeDesk(team, { userId: olga, path: '/admin', form: { ...form, ...more } }))

  const shown = planIn(await send({ intent: 'show' }))
  expect(shown.lines.map(({ clash }) => clash !== '')).toEqual([true, false, false])
  expect(shown.ways.map(({ value }) => value)).toEqual(['skip', 'force'])
  // What was typed anew is shown first, whatever button is pressed.
  planIn(await send({ intent: 'save', seen: shown.seen, count: '4' }))
  expect(await readSessions(studio)).toHaveLength(1)
  planIn(await send({ intent: 'save', seen: shown.seen, clash: 'force', overrideReason: ' ' }))
  const made = await send({ intent: 'save', seen: shown.seen, clash: 'skip' })
  expect(doneIn(made)).toMatch(/^\/admin\/classes\/series\/cse_\w+\?done=classSeriesMade$/)
  expect(listTimes(await readSessions(studio))).toEqual([
    '2027-01-05T16:00',
    '2027-01-12T16:30',
    '2027-01-19T16:30',
  ])
})

test('only what was typed otherwise is changed in a series, from a date on', async () => {
  const { studio, team } = await makeStudio()
  const { series } = await makeSeries(studio)
  const [, second] = await readSessions(studio)
  if (!second) throw new Error('no session')
  await addBooking(studio, second)
  const asked = { userId: dora, path: '/admin', params: { series: series.id } }
  const { values } = await changeSeriesPage(await makeDesk(team, asked))
  const send = async (more: Record<string, string>) =>
    changeSeriesAnswer(await makeDesk(team, { ...asked, form: { ...values, from: second.id, ...more } }))

  expect(await send({})).toMatchObject({ code: 'not_allowed', message: 'Nothing is different yet.' })
  const later = { startMinute: '19:00' }
  const shown = planIn(await send(later))
  expect(shown.affected).toHaveLength(1)
  expect(doneIn(await send({ ...later, intent: 'save', seen: shown.seen }))).toContain('classSeriesChanged')
  expect(listTimes(await readSessions(studio))).toEqual([
    '2027-01-05T16:00',
    '2027-01-12T17:00',
    '2027-01-19T17:00',
    '2027-01-26T17:00',
  ])
})

test('what somebody else changed in a series meanwhile stays, unless it was typed otherwise', async () => {
  const { studio, team } = await makeStudio()
  const { series } = await makeSeries(studio)
  const asked = { userId: dora, path: '/admin', params: { series: series.id } }
  const { values, edition } = await changeSeriesPage(await makeDesk(team, asked))
  const change = async (more: Record<string, string>) => {
    const form = { ...values, edition, ...more }
    const send = async (sent: Record<string, string>) =>
      changeSeriesAnswer(await makeDesk(team, { ...asked, form: { ...form, ...sent } }))
    const { seen } = planIn(await send({}))
    return doneIn(await send({ intent: 'save', seen }))
  }
  expect(await change({ capacity: '12', startMinute: '19:00' })).toContain('classSeriesChanged')
  expect(await change({ durationMinutes: '50', startMinute: '20:00' })).toContain('classSeriesChanged')

  expect(await readSeries(studio, series.id)).toMatchObject({
    capacity: 12,
    durationMinutes: 50,
    startMinute: 20 * 60,
  })
})

test('a series ends after whom it concerns was shown', async () => {
  const { studio, team } = await makeStudio()
  const { series } = await makeSeries(studio)
  const end = async (more: Record<string, string>) => {
    const form = { fromOn: '2027-01-12', reason: '', ...more }
    return endSeriesAnswer(
      await makeDesk(team, { userId: olga, path: '/admin', params: { series: series.id }, form }),
    )
  }
  const { seen, summary } = planIn(await end({}))
  expect(summary[0]).toBe('3 dates do not take place any more')
  expect(await readSessions(studio)).toHaveLength(4)
  expect(doneIn(await end({ intent: 'save', seen }))).toContain('classSeriesEnded')
  expect(await readSessions(studio)).toHaveLength(1)
  expect(await readSeries(studio, series.id)).toMatchObject({ untilOn: '2027-01-11' })
})

test('one class is moved on the clock of its place, and given by somebody else', async () => {
  const { studio, team } = await makeStudio()
  await makeSeries(studio, { count: 1 })
  const [session] = await readSessions(studio)
  const asked = { userId: olga, path: '/admin', params: { sessionId: session?.id ?? '' } }
  const { values } = await changeSessionPage(await makeDesk(team, asked))
  const move = async (more: Record<string, string>) =>
    changeSessionAnswer(await makeDesk(team, { ...asked, form: { ...values, on: '2027-01-06', ...more } }))
  const { seen } = planIn(await move({}))
  // Somebody else was first: what it means is shown anew.
  const instead = async (more: Record<string, string>) =>
    substituteAnswer(await makeDesk(team, { ...asked, form: { trainerId: ids.ivan, ...more } }))
  const other = planIn(await instead({}))
  expect(doneIn(await instead({ intent: 'save', seen: other.seen }))).toContain('classSubstituted')
  const again = planIn(await move({ intent: 'save', seen, trainerId: ids.ivan }))
  const done = await move({ intent: 'save', seen: again.seen, trainerId: ids.ivan })
  expect(doneIn(done)).toContain('classChanged')
  const [moved] = await readSessions(studio)
  expect(moved).toMatchObject({ startsAt: Date.UTC(2027, 0, 6, 16), trainerId: ids.ivan })
})

test('who waits is taken off the list, or booked in once they were asked', async () => {
  const full = await makeFullClass({ studio: { service: { waitlistMode: 'offer' } } })
  const team = await addTeam(full)
  const [first, second] = await joinInOrder(full, 'elena', 'boris')
  const asked = (entry = '') => ({ userId: olga, path: '/admin', params: { entry } })
  const send = async (entry: string | undefined, intent: string) =>
    waitingAnswer(await makeDesk(team, { ...asked(entry), form: { intent } }))

  expect(await send(first?.entryId, 'accept')).toMatchObject({ message: 'No place is free for them yet.' })
  expect(doneIn(await send(second?.entryId, 'leave'))).toContain('waitLeft')
  expect(await waitingPage(await makeDesk(team, asked(second?.entryId)))).toMatchObject({ isWaiting: false })
  await freeAndPromote(full.ctx, full)
  expect(await waitingPage(await makeDesk(team, asked(first?.entryId)))).toMatchObject({ isOffered: true })
  expect(doneIn(await send(first?.entryId, 'accept'))).toContain('waitBooked')
})
