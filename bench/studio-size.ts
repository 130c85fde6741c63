import { days, hours } from '../tenants/durations.ts'
import type { Ask } from '../tests/support/ask.ts'
import { askTimed } from './ask-timed.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { freeHours, makeStudio, midnight, SERVICE_ID, type BenchStudio } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { slotsPath } from './slots-endpoint.ts'
import { median, percentile } from './statistics.ts'

const TRAINERS = 5
const WARM_UP = 20
const REQUESTS = 200
const BUDGET = 3

type Request = (studio: BenchStudio, n: number) => Omit<Ask, 'url' | 'host'>

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
    const rows: BenchRow[] = []
    for (const [name, request] of Object.entries(requests)) {
      const times = { small: [] as number[], large: [] as number[] }
      const take = async (size: 'small' | 'large', n: number) => {
        const studio = { small, large }[size]
        const { ms } = await askTimed({ url: system.url, host: studio.host, ...request(studio, n) })
        if (n >= WARM_UP) times[size].push(ms)
      }
      for (let n = 0; n < WARM_UP + REQUESTS; n++) {
        // Neither always comes second.
        for (const size of n % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
          await take(size, n)
        }
      }
      const p99 = { small: percentile(times.small, 99), large: percentile(times.large, 99) }
      rows.push(
        atMost(BUDGET, {
          name: `100,000 bookings against 100: ${name}, p99`,
          figure: p99.large / p99.small,
          unit: '×',
          detail:
            `${p99.large.toFixed(1)} ms against ${p99.small.toFixed(1)} ms; ` +
            `p50 ${median(times.large).toFixed(1)} ms against ${median(times.small).toFixed(1)} ms`,
        }),
      )
    }
    return rows
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
