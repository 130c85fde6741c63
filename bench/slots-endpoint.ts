import { addDays, localDateAt } from '../tenants/availability/local-time.ts'
import { askTimed, readServerTiming } from './ask-timed.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { makeStudio, SERVICE_ID, TIME_ZONE, type BenchStudio } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { median, percentile } from './statistics.ts'

const BOOKINGS = 10_000
const WARM_UP = 50
const REQUESTS = 300

/** Fourteen days of one trainer's times over HTTP, with 10,000 bookings in the studio's database. */
export function benchSlotsEndpoint(): Promise<BenchRow[]> {
  return withSystem(async ({ url, ...system }) => {
    const studio = await makeStudio({ url, ...system }, { slug: 'solo', trainers: 1, bookings: BOOKINGS })
    const { host } = studio
    const path = slotsPath(studio)
    for (let n = 0; n < WARM_UP; n++) await askTimed({ url, host, path })
    const timings = []
    for (let n = 0; n < REQUESTS; n++) {
      timings.push(readServerTiming((await askTimed({ url, host, path })).answer))
    }
    const own = timings.map(({ totalMs, databaseMs }) => totalMs - databaseMs)
    const totals = timings.map(({ totalMs }) => totalMs)
    const name = `slots endpoint, 14 days, ${BOOKINGS.toLocaleString('en')} bookings`
    return [
      atMost(2, {
        name: `${name}: database`,
        figure: Math.max(...timings.map(({ roundTrips }) => roundTrips)),
        unit: 'round trips',
      }),
      atMost(10, {
        name: `${name}: server time p50 without database`,
        figure: median(own),
        unit: 'ms',
        detail: `p99 ${percentile(own, 99).toFixed(1)} ms; with database p50 ${median(totals).toFixed(1)} ms`,
      }),
    ]
  })
}

/** The times of a studio's first trainer for fourteen days from tomorrow. */
export function slotsPath({ trainerIds: [trainerId = ''] }: BenchStudio): string {
  const from = addDays(localDateAt(TIME_ZONE, Date.now()), 1)
  const query = { service_id: SERVICE_ID, trainer_id: trainerId, from, to: addDays(from, 13) }
  return `/api/v1/availability/available-slots?${new URLSearchParams(query)}`
}
