import { expect, test } from 'vitest'
import { hours, minutes } from '../durations.ts'
import { planMessages } from './plan-messages.ts'

const now = Date.UTC(2027, 0, 4, 6)

async function leadsOf(ahead: number): Promise<number[]> {
  const planned = await planMessages({ bookingId: 'bkg_1', startsAt: now + ahead, now })
  return planned.filter(({ kind }) => kind === 'reminder').map(({ leadMinutes }) => leadMinutes)
}

test('confirms now and reminds a day and an hour before', async () => {
  const startsAt = now + hours(72)
  expect(await planMessages({ bookingId: 'bkg_1', startsAt, now })).toMatchObject([
    { kind: 'booking_confirmed', leadMinutes: 0, plannedAt: now },
    { kind: 'reminder', leadMinutes: 1440, plannedAt: startsAt - hours(24) },
    { kind: 'reminder', leadMinutes: 60, plannedAt: startsAt - hours(1) },
  ])
})

test.each([
  ['30 minutes', minutes(30), []],
  ['89 minutes', minutes(89), []],
  ['90 minutes', minutes(90), [60]],
  ['2 hours', hours(2), [60]],
  ['24 hours', hours(24), [60]],
  ['24 hours and 29 minutes', hours(24) + minutes(29), [60]],
  ['24 hours and 30 minutes', hours(24) + minutes(30), [1440, 60]],
])(
  'leaves out reminders that would come on the heels of the confirmation, %s ahead',
  async (_, ahead, leads) => {
    expect(await leadsOf(ahead)).toEqual(leads)
  },
)

test('reminds after elapsed time when the clocks change in between', async () => {
  // Sofia goes from UTC+2 to UTC+3 on 28 March 2027 at 03:00.
  const startsAt = Date.UTC(2027, 2, 28, 7)
  const [, day] = await planMessages({ bookingId: 'bkg_1', startsAt, now })
  expect(day?.plannedAt).toBe(Date.UTC(2027, 2, 27, 7))
})

test('gives the same ids when planned again, and others for another booking', async () => {
  const ids = async (bookingId: string) =>
    (await planMessages({ bookingId, startsAt: now + hours(72), now })).map(({ id }) => id)
  expect(await ids('bkg_1')).toEqual(await ids('bkg_1'))
  expect(new Set([...(await ids('bkg_1')), ...(await ids('bkg_2'))]).size).toBe(6)
})

test('tells something else at once, or nothing', async () => {
  const plan = { bookingId: 'bkg_1', startsAt: now + hours(72), now }
  const kinds = async (kind: 'series_confirmed' | null) =>
    (await planMessages({ ...plan, kind })).map((planned) => planned.kind)
  expect(await kinds('series_confirmed')).toEqual(['series_confirmed', 'reminder', 'reminder'])
  expect(await kinds(null)).toEqual(['reminder', 'reminder'])
})

test('plans other messages for another version of a booking, even at the same time', async () => {
  const idsOf = async (version: number) =>
    (await planMessages({ bookingId: 'bkg_1', startsAt: now + hours(72), now, version })).map(({ id }) => id)
  expect(new Set([...(await idsOf(1)), ...(await idsOf(2))]).size).toBe(6)
})
