import { days, hours } from '../tenants/durations.ts'
import type { Ask } from '../tests/support/ask.ts'
import type { BenchRow } from './bench-row.ts'
import { freeHours, makeStudio, midnight, SERVICE_ID, type BenchStudio } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { compareStudios, type Request } from './compare-studios.ts'
import { slotsPath } from './slots-endpoint.ts'

const TRAINERS = 5

const requests: Record<string, Request> = {
  'slots endpoint': (studio) => ({ path: slotsPath(studio) }),
  'home page': () => ({ path: '/' }),
  'page of times, any trainer': () => ({ path: '/book/hour/any' }),
  'POST booking': bookingOf,
}

/** What a hundred thousand bookings cost: a studio that has them against one that has a hundred, asked in turns. */
export function benchStudioSize(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const small = await makeStudio(system, { slug: 'small', trainers: TRAINERS, bookings: 100 })
    const large = await makeStudio(system, { slug: 'large', trainers: TRAINERS, bookings: 100_000 })
    return compareStudios(system, { small, large, requests, name: '100,000 bookings against 100' })
  })
}

/** The nth booking of a studio: each takes an hour that is still free. */
function bookingOf({ trainerIds }: BenchStudio, n: number): Omit<Ask, 'url' | 'host'> {
  const place = Math.floor(n / trainerIds.length)
  const day = midnight(2) + days(Math.floor(place / freeHours.length))
  const startsAt = day + hours(freeHours[place % freeHours.length] ?? 0)
  return {
    path: '/api/v1/bookings',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `bench-${n}` },
    body: JSON.stringify({
      service_id: SERVICE_ID,
      trainer_id: trainerIds[n % trainerIds.length],
      start_time: new Date(startsAt).toISOString(),
      client: { first_name: 'Elena', last_name: 'Ivanova', email: `elena-${n}@example.test` },
    }),
  }
}
