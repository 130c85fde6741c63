import { expect, test } from 'vitest'
import { days, hours } from '../../../../tenants/durations.ts'
import { failureOf } from '../../../../tests/support/failure-of.ts'
import { makeBooking } from '../../../../tests/support/make-booking.ts'
import { makeDesk } from '../../../../tests/support/make-desk.ts'
import { makeTeam, people, type Team } from '../../../../tests/support/make-team.ts'
import { MONDAY_MORNING } from '../../../../tests/support/make-tenant.ts'
import { ids } from '../../../../tests/support/studio-rows.ts'
import { formatStart } from '../../../lib/start-parameter.ts'
import { toastOf } from '../toast.server.ts'
import { bookingRecordAnswer, bookingRecordPage } from './booking-record-view.server.ts'
import { bookingsAnswer } from './bookings-answer.server.ts'
import { bookingsPage } from './bookings-view.server.ts'
import { cancelBookingPage } from './cancel-view.server.ts'
import { moveBookingAnswer } from './move-booking-view.server.ts'
import { newBookingAnswer } from './new-booking-answer.server.ts'
import { newBookingPage } from './new-booking-view.server.ts'

const { dora, maria } = people
const list = '/admin/bookings'

const page = async (team: Team, path: string, userId: string = dora) =>
  bookingsPage(await makeDesk(team, { userId, path }))

const one = (
  team: Team,
  id: string,
  { part = '', form, userId = dora }: { part?: string; form?: Record<string, string>; userId?: string } = {},
) =>
  makeDesk(team, { userId, path: `${list}/${id}${part}`, params: { booking: id }, ...(form ? { form } : {}) })

/** Two of each day's mornings: with Maria at ten, with Ivan at noon. */
async function makeDays(team: Team, count: number) {
  const made = []
  for (let day = 1; day <= count; day++) {
    const startsAt = MONDAY_MORNING + days(day) + hours(2)
    made.push(await makeBooking(team, { startsAt, contactFirstName: `Day${day}` }))
    made.push(
      await makeBooking(team, {
        startsAt: startsAt + hours(2),
        trainerId: ids.ivan,
        contactFirstName: `Noon${day}`,
      }),
    )
  }
  return made
}

test('the list is what the address asks for, for a trainer their own, and leads back to where it was', async () => {
  const team = await makeTeam()
  await makeDays(team, 3)
  const namesOf = async (path: string, userId?: string) =>
    (await page(team, path, userId)).rows.map(({ who }) => who.split(' ')[0])
  expect(await namesOf(list)).toEqual(['Day1', 'Noon1', 'Day2', 'Noon2', 'Day3', 'Noon3'])
  expect(await namesOf(list, maria)).toEqual(['Day1', 'Day2', 'Day3'])
  expect(await namesOf(`${list}?when=past`)).toEqual([])
  expect(await namesOf(`${list}?from=2027-01-06&to=2027-01-06`)).toEqual(['Day2', 'Noon2'])
  expect(await namesOf(`${list}?trainer=${ids.ivan}&from=2027-01-07`)).toEqual(['Noon3'])
  expect(await namesOf(`${list}?status=nothing&from=yesterday&after=there&place=%00&source=1`)).toHaveLength(
    6,
  )
  expect(await namesOf(`${list}?status=no_show`)).toEqual([])
})

test('what is done to many says to which it was not done, and why, and can be taken back', async () => {
  const team = await makeTeam()
  const soon = await makeBooking(team, { startsAt: MONDAY_MORNING + hours(3) })
  const far = await makeBooking(team, { startsAt: MONDAY_MORNING + days(3) })
  const ctx = await makeDesk(team, { userId: dora, path: list })
  const there = await makeBooking(team, { startsAt: MONDAY_MORNING + hours(5) })
  await bookingRecordAnswer(await one(team, there.id, { form: { intent: 'check_in' } }))
  const body = new URLSearchParams([
    ['intent', 'check_in'],
    ['id', soon.id],
    ['id', there.id],
    ['id', far.id],
    ['id', 'bkg_none'],
  ])
  const result = await bookingsAnswer({
    ...ctx,
    request: new Request(`https://x.test${list}`, { method: 'POST', body }),
  })
  expect(result).toMatchObject({
    done: '2 bookings changed.',
    left: {
      lines: [
        { id: far.id, href: `${list}/${far.id}`, why: 'It is too early for that.' },
        { id: 'bkg_none', href: null, why: 'It is not there, or not yours.' },
      ],
    },
    // Whoever was in before stays in.
    undo: { deed: 'undo_check_in', bookingIds: [soon.id] },
  })
  const none = await makeDesk(team, { userId: dora, path: list, form: { intent: 'confirm' } })
  expect(await bookingsAnswer(none)).toMatchObject({ status: 422, undo: null })
})

test('one press is done at once and taken back from where it is said', async () => {
  const team = await makeTeam()
  const { id } = await makeBooking(team, { startsAt: MONDAY_MORNING + hours(3) })
  const before = await bookingRecordPage(await one(team, id))
  expect(before.presses.map(({ press }) => press)).toEqual(['check_in'])
  const answer = await bookingRecordAnswer(await one(team, id, { form: { intent: 'check_in' } }))
  expect(answer).toEqual({ location: `${list}/${id}?done=checkedIn` })
  const toast = toastOf(await makeDesk(team, { userId: dora, path: `${list}/${id}?done=checkedIn` }))
  expect(toast?.undo).toEqual({ action: `${list}/${id}?index`, fields: { intent: 'undo_check_in' } })
  expect(toastOf(await makeDesk(team, { userId: dora, path: `/admin?done=checkedIn` }))?.undo).toBeNull()
  const after = await bookingRecordPage(await one(team, id))
  expect(after.presses.map(({ press }) => press)).toEqual(['undo_check_in'])
  expect(after.story[0]).toMatchObject({ what: 'Checked in', who: 'Dora' })
  const refused = await bookingRecordAnswer(await one(team, id, { form: { intent: 'confirm' } }))
  expect(refused).toMatchObject({ message: 'They have checked in already.' })
})

test('cancelling says what follows, and what has begun only the studio calls off', async () => {
  const team = await makeTeam()
  const { id } = await makeBooking(team, { startsAt: MONDAY_MORNING + days(3) })
  expect((await cancelBookingPage(await one(team, id))).client).toEqual(['It is in time: nothing is owed.'])
  team.clock.advance(days(3) - hours(1))
  expect((await cancelBookingPage(await one(team, id))).client?.[0]).toBe('It is late by what was agreed.')
  team.clock.advance(hours(2))
  expect(await cancelBookingPage(await one(team, id))).toMatchObject({ client: null, isOver: false })
  expect(await failureOf(one(team, id, { userId: maria }).then(cancelBookingPage))).toBe('done')
})

const tuesday = MONDAY_MORNING + days(1) + hours(3)
const newPath = (startsAt: number, more = '') =>
  `${list}/new?client=new&service=${ids.training}&trainer=${ids.maria}&start=${formatStart(startsAt)}${more}`
const ana = { key: 'press-1', firstName: 'Ana', lastName: 'Paz' }

const book = async (team: Team, path: string, form: Record<string, string>, userId: string = dora) =>
  newBookingAnswer(await makeDesk(team, { userId, path, form }))

test('somebody new is booked in once, however often it is pressed', async () => {
  const team = await makeTeam()
  const [first, second] = await Promise.all([
    book(team, newPath(tuesday), ana),
    book(team, newPath(tuesday), ana),
  ])
  expect(first).toEqual(second)
  expect(first).toMatchObject({ location: expect.stringMatching(/bkg_\w+\?done=bookingMade$/) })
  expect((await page(team, list)).rows).toHaveLength(1)
})

test('what is in the way is said, with other times, and overridden by who may, with a reason', async () => {
  const team = await makeTeam()
  await makeBooking(team, { startsAt: tuesday })
  const path = newPath(tuesday)
  const refused = await book(team, path, ana)
  expect(refused).toMatchObject({
    status: 409,
    told: { text: 'The trainer is busy then.', canOverride: true },
  })
  expect('instead' in refused && refused.instead.length).toBeGreaterThan(0)
  expect(await book(team, path, ana, maria)).toMatchObject({ told: { canOverride: false } })
  const anyway = { ...ana, key: 'press-2', intent: 'anyway' }
  expect(await book(team, path, anyway)).toMatchObject({ errors: { reason: expect.any(String) } })
  const made = await book(team, path, { ...anyway, reason: 'Asked twice' })
  const id = 'location' in made ? (/bkg_\w+/.exec(made.location)?.[0] ?? '') : ''
  const { facts } = await bookingRecordPage(await one(team, id))
  expect(facts).toContainEqual({ label: 'Booked all the same', text: 'Asked twice' })
})

test('what is wrong is said beside the field, and what was typed stays', async () => {
  const team = await makeTeam()
  const answer = await book(team, newPath(tuesday), { ...ana, lastName: ' ', email: 'nonsense' })
  expect(answer).toMatchObject({
    values: { firstName: 'Ana', email: 'nonsense' },
    errors: { 'client.lastName': expect.any(String), 'client.email': expect.any(String) },
  })
})

test('of a series each date that is not free is named, and left out when asked', async () => {
  const team = await makeTeam()
  await makeBooking(team, { startsAt: tuesday + days(7) })
  const weekly = { ...ana, email: 'ana@example.test', count: '3' }
  const refused = await book(team, newPath(tuesday), weekly)
  expect('dates' in refused && refused.dates.map(({ isFree }) => isFree)).toEqual([true, false, true])
  const made = await book(team, newPath(tuesday), { ...weekly, key: 'press-2', skip: '1' })
  expect(made).toMatchObject({ location: expect.stringMatching(/done=seriesMade$/) })
  expect((await page(team, list)).rows).toHaveLength(3)
})

test('a page of a new booking shows free times until one is chosen', async () => {
  const team = await makeTeam()
  const at = async (query: string) =>
    newBookingPage(await makeDesk(team, { userId: dora, path: `${list}/new${query}` }))
  expect(await at('')).toMatchObject({ times: null, chosen: null, form: null })
  const open = await at(`?service=${ids.training}&day=2027-01-05`)
  expect(open.times?.days[0]).toMatchObject({ on: '2027-01-05' })
  const href = open.times?.days[0]?.times[0]?.href ?? ''
  expect(await at(href.slice(href.indexOf('?')))).toMatchObject({ times: null, form: null })
  expect((await at(`${href.slice(href.indexOf('?'))}&client=new&q=Ana%20Paz`)).form?.typed).toMatchObject({
    firstName: 'Ana',
    lastName: 'Paz',
  })
})

test('a booking is moved to a free time; to another only with a reason', async () => {
  const team = await makeTeam()
  const { id } = await makeBooking(team, { startsAt: tuesday })
  const move = async (to: number, form: Record<string, string>) =>
    moveBookingAnswer(await one(team, id, { part: `/move?start=${formatStart(to)}`, form }))
  const odd = tuesday + hours(2) + 60_000
  expect(await move(odd, { key: 'k1' })).toMatchObject({
    told: { canOverride: true, text: 'Nothing starts at that minute.' },
  })
  expect(await move(odd, { key: 'k2', intent: 'anyway', reason: 'Bus' })).toEqual({
    location: `${list}/${id}?done=bookingMoved`,
  })
  expect(await move(tuesday + hours(4), { key: 'k3' })).toMatchObject({
    location: `${list}/${id}?done=bookingMoved`,
  })
})
