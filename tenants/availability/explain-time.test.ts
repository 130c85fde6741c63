import { describe, expect, test } from 'vitest'
import {
  availabilityOverrides,
  availabilityRules,
  bookingLimits,
  resources,
  serviceResources,
  timeOff,
} from '../../db/tenant/schema/index.ts'
import { makeExplainer, TEN } from '../../tests/support/make-explainer.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { explainTime } from './explain-time.ts'

const room = {
  id: 'res_room_b',
  locationId: ids.location,
  kind: 'room',
  name: { en: 'Room B' },
  pool: 'rooms',
} as const

test('a time that can be booked is told with whom and where', async () => {
  const { explain } = await makeExplainer()

  expect(await explain()).toEqual({ ok: true, trainerId: ids.maria, locationId: ids.location })
  expect(await explain({ trainerId: null })).toMatchObject({ ok: true, trainerId: ids.maria })
})

test('only staff may ask', async () => {
  const { ctx } = await makeExplainer()

  await expect(explainTime(ctx, { serviceId: ids.training, startsAt: TEN })).rejects.toMatchObject({
    code: 'unauthorized',
  })
})

describe('what the rules forbid', () => {
  test.each([
    ['in_past', TEN - hours(3), 'That time has already passed.'],
    ['outside_hours', TEN + hours(9), 'Outside opening hours, which are from 09:00 to 18:00.'],
    ['outside_hours', TEN - hours(24) * 2 + hours(24 * 7), 'Outside opening hours: there are none that day.'],
    ['off_grid', TEN + minutes(7), 'Nothing starts at that minute: Monday 4 January at 10:07.'],
    ['too_far', TEN + hours(24 * 70), 'Too far ahead: opens on Thursday 14 January at 00:00.'],
  ])('%s', async (reason, startsAt, sentence) => {
    const { explain } = await makeExplainer()

    expect(await explain({ startsAt })).toMatchObject({ ok: false, reason, sentence, others: [] })
  })

  test('the notice, with the earliest time that is left', async () => {
    const { explain } = await makeExplainer({ studio: { service: { minNoticeMinutes: 180 } } })

    expect(await explain()).toMatchObject({
      reason: 'too_soon',
      sentence: 'Too soon: the earliest is Monday 4 January at 11:00.',
      details: { earliestAt: TEN + hours(1) },
    })
  })

  test('the earliest time is one that can be booked: the minute is rounded up', async () => {
    const { explain, clock } = await makeExplainer({ studio: { service: { minNoticeMinutes: 180 } } })
    clock.advance(1)

    expect(await explain()).toMatchObject({
      sentence: 'Too soon: the earliest is Monday 4 January at 11:01.',
    })
  })

  test('a window that opens seven days ahead at eight, with when it opens', async () => {
    const release = { windowKind: 'release', windowDays: 7, opensAtMinute: 8 * 60 } as const
    const { explain, clock } = await makeExplainer({ studio: { service: release } })
    const monday = TEN + hours(24 * 14)

    expect(await explain({ startsAt: monday })).toMatchObject({
      reason: 'too_far',
      sentence: 'Too far ahead: opens on Monday 11 January at 08:00.',
      details: { opensAt: Date.UTC(2027, 0, 11, 6) },
    })
    clock.set(Date.UTC(2027, 0, 11, 6) - 1)
    expect(await explain({ startsAt: monday })).toMatchObject({ reason: 'too_far' })
    clock.set(Date.UTC(2027, 0, 11, 6))
    expect(await explain({ startsAt: monday })).toMatchObject({ ok: true })
  })

  test('dates outside which it is not for sale', async () => {
    const range = { windowKind: 'range', windowFromOn: '2027-01-05', windowToOn: '2027-01-29' } as const
    const { explain } = await makeExplainer({ studio: { service: range } })

    expect(await explain()).toMatchObject({
      reason: 'window_closed',
      sentence: 'Only offered from Tuesday 5 January at 00:00 until 29 January.',
    })
  })
})

const on = (date: string) => ({ fromOn: date, toOn: date })

describe('what is closed', () => {
  test('leave, with its last day and what was written about it', async () => {
    const { explain, db } = await makeExplainer()
    const off = { startsAt: TEN - hours(10), endsAt: Date.UTC(2027, 0, 14, 22), reason: 'Honeymoon' }
    await db.write([db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.maria, ...off })])

    expect(await explain()).toMatchObject({
      reason: 'time_off',
      sentence: 'On leave until 14 January.',
      details: { note: 'Honeymoon' },
    })
  })

  test('a holiday of the place is told to everybody by its name, a closed date of the trainer is not', async () => {
    const { explain, db } = await makeExplainer()
    const closed = { kind: 'closed' as const, windows: [] }
    await db.write([
      db.orm.insert(availabilityOverrides).values([
        { ...closed, ...on('2027-01-04'), id: 'ovr_1', locationId: ids.location, reason: 'St. Basil' },
        { ...closed, ...on('2027-01-05'), id: 'ovr_2', trainerId: ids.maria, reason: 'Dentist' },
      ]),
    ])

    expect(await explain()).toMatchObject({
      reason: 'closed',
      sentence: 'Closed on 4 January: St. Basil.',
      details: { note: 'St. Basil' },
    })
    expect(await explain({ startsAt: TEN + hours(24) })).toMatchObject({
      reason: 'closed',
      sentence: 'Closed on 5 January.',
      details: { note: 'Dentist' },
    })
  })

  test('a break', async () => {
    const { explain, db } = await makeExplainer()
    const noon = { weekday: 1, startMinute: 10 * 60, endMinute: 10 * 60 + 45 }
    await db.write([
      db.orm
        .insert(availabilityRules)
        .values({ id: 'rul_break', trainerId: ids.maria, kind: 'break', ...noon }),
    ])

    expect(await explain()).toMatchObject({ reason: 'break', sentence: 'In the break from 10:00 to 10:45.' })
  })
})

describe('what is taken', () => {
  test('by whom, for staff in the details, for nobody in the sentence', async () => {
    const { explain, book } = await makeExplainer()
    const { booking } = await book()

    expect(await explain({ startsAt: TEN + minutes(30) })).toMatchObject({
      reason: 'busy',
      sentence: 'Taken from 10:00 to 11:00.',
      details: {
        sourceId: booking.id,
        startsAt: TEN,
        endsAt: TEN + hours(1),
        what: 'Personal training, Elena Ivanova',
      },
    })
    expect(await explain({ ignore: [booking.id] })).toMatchObject({ ok: true })
  })

  test('the buffer of which booking, and how wide it is', async () => {
    const { explain, book } = await makeExplainer()
    await book()

    expect(await explain({ startsAt: TEN + hours(1) })).toMatchObject({
      reason: 'buffer',
      sentence: 'Too close to what is taken from 10:00 to 11:00: 10 minutes between the two stay free.',
    })
  })

  test('which room', async () => {
    const { explain, book, db } = await makeExplainer()
    await db.write([
      db.orm.insert(resources).values(room),
      db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'rooms' }),
    ])
    await book({ trainerId: ids.ivan })

    expect(await explain()).toMatchObject({
      reason: 'resource_taken',
      sentence: 'Room B is taken from 10:00 to 11:00.',
      details: { resourceIds: ['res_room_b'] },
    })
  })

  test('which limit of the trainer', async () => {
    const { explain, book, db } = await makeExplainer()
    await db.write([
      db.orm
        .insert(bookingLimits)
        .values({ id: 'lim_1', subject: 'trainer', period: 'day', maxBookings: 1, maxMinutes: null }),
    ])
    await book()

    expect(await explain({ startsAt: TEN + hours(4) })).toMatchObject({
      reason: 'trainer_limit',
      sentence: 'The trainer has reached 1 booking that day.',
      details: { limitId: 'lim_1' },
    })
  })
})

describe('with several trainers', () => {
  test('each is told of, and the nearest miss first', async () => {
    const { explain, book, db } = await makeExplainer()
    const off = { startsAt: TEN, endsAt: TEN + hours(1) }
    await db.write([db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.ivan, ...off })])
    await book()

    expect(await explain({ trainerId: null })).toMatchObject({
      ok: false,
      reason: 'busy',
      others: [
        { trainerId: ids.maria, locationId: ids.location, reason: 'busy' },
        { trainerId: ids.ivan, reason: 'time_off' },
      ],
    })
  })

  test('a trainer who does not give it, or not there', async () => {
    const { explain, db } = await makeExplainer()
    await db.write([db.orm.run("DELETE FROM service_trainers WHERE trainer_id = 'trn_ivan'")])

    expect(await explain({ trainerId: ids.ivan })).toMatchObject({ ok: false, reason: 'not_given_here' })
  })
})

test.each(['calendar_days', 'rolling', 'release', 'range'] as const)(
  'a time in a hundred years gets an answer, and so does booking it, with a window of %s',
  async (windowKind) => {
    const { explain, book } = await makeExplainer({ studio: { service: { windowKind } } })
    const startsAt = Date.UTC(2127, 0, 6, 8)

    expect(await explain({ startsAt })).toMatchObject(
      windowKind === 'range' ? { ok: true } : { reason: 'too_far' },
    )
    const booked = book({ startsAt })
    if (windowKind === 'range') expect((await booked).isNew).toBe(true)
    else await expect(booked).rejects.toMatchObject({ code: 'slot_unavailable' })
  },
)

test.each([
  [{ startsAt: Date.UTC(9999, 11, 31) }, 'invalid_input'],
  [{ startsAt: -1 }, 'invalid_input'],
  [{ serviceId: 'svc_none' }, 'not_found'],
  [{ trainerId: 'trn_none' }, 'not_found'],
  [{ locationId: 'loc_none' }, 'not_found'],
  [{ durationMinutes: 61 }, 'invalid_input'],
  [{ heads: 2 }, 'invalid_input'],
])('%j is %s', async (changes, code) => {
  const { explain } = await makeExplainer()

  await expect(explain(changes)).rejects.toMatchObject({ code })
})
