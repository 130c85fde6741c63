import { afterAll, beforeAll, expect, test } from 'vitest'
import { hours, minutes } from '../../tenants/durations.ts'
import { askApi, askForm, type Answer } from '../support/ask.ts'
import { bookByApi, type Wish } from '../support/book-by-api.ts'
import { findOverlaps } from '../support/find-overlaps.ts'
import { makeRushStudio, type RushStudio } from '../support/rush-studio.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem()
})
afterAll(() => system.close())

const iso = (instant: number) => new Date(instant).toISOString()

/** The part of an address that says when: `20270105T0900Z`. */
const compact = (instant: number) => iso(instant).replace(/[-:]/g, '').replace('00.000Z', 'Z')

let made = 0
const somebody = () => ({ first_name: 'Elena', last_name: 'Ivanova', email: `c${++made}@example.test` })

function bookByPortal(
  { host, serviceSlug, trainerSlugs }: RushStudio,
  { startsAt, trainer }: Wish,
): Promise<Answer> {
  const who = trainer === null ? 'any' : trainerSlugs[trainer]
  const { first_name: firstName, last_name: lastName, email } = somebody()
  return askForm({
    url: system.url,
    host,
    path: `/book/${serviceSlug}/${who}/${compact(startsAt)}`,
    form: { key: `form-${++made}`, firstName, lastName, email, phone: '', notes: '' },
  })
}

test('of 300 requests at once for 60 places, through every door, exactly 60 win and every loser is told what is free', async () => {
  const studio = await makeRushStudio(system)
  const places = studio.starts.flatMap((startsAt) =>
    studio.trainerIds.map((_, trainer) => ({ startsAt, trainer })),
  )
  const doors = [
    ...places.map((place) => () => bookByApi(system.url, studio, place)),
    ...places.map((place) => () => bookByPortal(studio, place)),
    ...places.map(
      ({ startsAt }) =>
        () =>
          bookByApi(system.url, studio, { startsAt, trainer: null }),
    ),
    ...places.map(
      ({ startsAt }) =>
        () =>
          bookByPortal(studio, { startsAt, trainer: null }),
    ),
    ...places.map((place) => () => bookByApi(system.url, studio, place)),
  ].toSorted(() => Math.random() - 0.5)

  const answers = await Promise.all(doors.map((knock) => knock()))

  const won = answers.filter(({ status }) => status === 201 || status === 303)
  const lost = answers.filter(({ status }) => status === 409)
  expect([won.length, lost.length]).toEqual([60, 240])
  const rows = await studio.readBookings()
  expect(rows).toHaveLength(60)
  expect(findOverlaps(rows)).toEqual([])
  for (const { headers, json } of lost.filter(({ headers }) => headers['content-type']?.includes('json'))) {
    expect(headers['content-type']).toContain('application/problem+json')
    const { code, alternatives } = json() as { code: string; alternatives: { start_time: string }[] }
    expect(code).toBe('slot_taken')
    // The day is full in the end; its neighbours are not.
    expect(alternatives.length).toBeGreaterThan(0)
    expect(alternatives.length).toBeLessThanOrEqual(5)
    const places_ = alternatives.map(({ start_time }) => Date.parse(start_time))
    expect(places_.every((instant) => Number.isFinite(instant))).toBe(true)
  }
})

test('an alternative that a loser is offered can be booked as it is', async () => {
  const studio = await makeRushStudio(system, 'losers')
  const [startsAt = 0] = studio.starts
  await bookByApi(system.url, studio, { startsAt, trainer: 0 })
  const lost = await bookByApi(system.url, studio, { startsAt, trainer: 0 })

  const { alternatives } = lost.json() as { alternatives: { start_time: string; trainer_id: string }[] }
  for (const { start_time, trainer_id } of alternatives) {
    const trainer = studio.trainerIds.indexOf(trainer_id)
    const answer = await bookByApi(system.url, studio, { startsAt: Date.parse(start_time), trainer })
    expect(answer.status).toBe(201)
  }
})

test('overlapping but unequal times and mixed lengths never both win', async () => {
  const studio = await makeRushStudio(system, 'mixed')
  const [opening = 0] = studio.starts
  const wishes = Array.from({ length: 18 }, (_, n) => ({ startsAt: opening + n * minutes(30), trainer: 0 }))
  const hourly = wishes.filter((_, n) => n % 2 === 0)

  const answers = await Promise.all([
    ...hourly.map((wish) => bookByApi(system.url, studio, wish)),
    ...wishes.map((wish) => bookByApi(system.url, studio, { ...wish, serviceId: studio.longServiceId })),
  ])

  const rows = await studio.readBookings()
  expect(findOverlaps(rows)).toEqual([])
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(rows.length)
  // Every refusal is one of a taken time, and the trainer's day is as full as it can be with what was asked for.
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]))
  for (const { startsAt } of hourly) {
    const isTaken = rows.some((row) => row.startsAt < startsAt + hours(1) && row.endsAt > startsAt)
    expect(isTaken).toBe(true)
  }
})

test('times that touch are both given', async () => {
  const studio = await makeRushStudio(system, 'touching')
  const wishes = studio.starts.map((startsAt) => ({ startsAt, trainer: 0 }))

  const answers = await Promise.all(wishes.map((wish) => bookByApi(system.url, studio, wish)))

  expect(answers.map(({ status }) => status)).toEqual(wishes.map(() => 201))
})

test('the same request sent ten times at once, by form or API, is one booking', async () => {
  const studio = await makeRushStudio(system, 'twice')
  const [startsAt = 0, later = 0] = studio.starts
  const key = { 'idempotency-key': 'the-same' }
  const json = { service_id: studio.serviceId, start_time: iso(startsAt), client: somebody() }
  const api = { url: system.url, host: studio.host, path: '/bookings', method: 'POST', headers: key, json }
  const form = { key: 'form-the-same', firstName: 'Elena', lastName: 'Ivanova', email: 'same@example.test' }
  const page = {
    url: system.url,
    host: studio.host,
    path: `/book/${studio.serviceSlug}/any/${compact(later)}`,
    form,
  }

  const answers = await Promise.all(Array.from({ length: 10 }, () => askApi(api)))
  const pages = await Promise.all(Array.from({ length: 10 }, () => askForm(page)))

  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(new Set(pages.map(({ status, headers }) => `${status} ${headers['location']}`)).size).toBe(1)
  expect(await studio.readBookings()).toHaveLength(2)
})
