import { addDays, localDateAt } from '../tenants/availability/local-time.ts'
import type { System } from '../scripts/local/start-system.ts'
import { askTimed, readServerTiming } from './ask-timed.ts'
import { atMost, forInformation, type BenchRow } from './bench-row.ts'
import { makeStudio, SERVICE_ID, TIME_ZONE } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { slotsPath } from './slots-endpoint.ts'
import { median, percentile } from './statistics.ts'

const WARM_UP = 30
const REQUESTS = 300
const MONTHS = 60
const TRAINERS = 20
/** How much longer the trainer with the history may take: what two equal studios differ by on a busy machine. */
const BUDGET = 1.2

/** What years of work cost a trainer's times, and a month of twenty trainers, who are asked for in one request. */
export function benchLongHistory(): Promise<BenchRow[]> {
  return withSystem(async (system) => [await compareHistories(system), ...(await askForMonth(system))])
}

/** One trainer with a hundred thousand past bookings against one with a hundred, both free from today on, in turns. */
async function compareHistories(system: System): Promise<BenchRow> {
  const past = { trainers: 1, isPast: true }
  const young = await makeStudio(system, { ...past, slug: 'young', bookings: 100 })
  const old = await makeStudio(system, { ...past, slug: 'old', bookings: 100_000 })
  const times = { young: [] as number[], old: [] as number[] }
  for (let n = 0; n < WARM_UP + REQUESTS; n++) {
    for (const age of n % 2 === 0 ? (['young', 'old'] as const) : (['old', 'young'] as const)) {
      const studio = { young, old }[age]
      const { ms } = await askTimed({ url: system.url, host: studio.host, path: slotsPath(studio) })
      if (n >= WARM_UP) times[age].push(ms)
    }
  }
  const p50 = { young: median(times.young), old: median(times.old) }
  return atMost(BUDGET, {
    name: 'trainer with 100,000 past bookings against 100: slots, p50',
    figure: p50.old / p50.young,
    unit: '×',
    detail:
      `${p50.old.toFixed(1)} ms against ${p50.young.toFixed(1)} ms; ` +
      `p99 ${percentile(times.old, 99).toFixed(1)} ms against ${percentile(times.young, 99).toFixed(1)} ms`,
  })
}

/** Thirty-one days of whoever of twenty trainers is free, each time with who it is. */
async function askForMonth(system: System): Promise<BenchRow[]> {
  const { host } = await makeStudio(system, { slug: 'month', trainers: TRAINERS, bookings: 20_000 })
  const from = addDays(localDateAt(TIME_ZONE, Date.now()), 1)
  const query = { service_id: SERVICE_ID, from, to: addDays(from, 30), detailed: 'true' }
  const path = `/api/v1/availability/available-slots?${new URLSearchParams(query).toString()}`
  const timings = []
  let slots = 0
  for (let n = 0; n < WARM_UP + MONTHS; n++) {
    const { answer, ms } = await askTimed({ url: system.url, host, path })
    const body: { slots: { trainer_ids: string[] }[] } = JSON.parse(answer.text)
    slots = body.slots.reduce((sum, { trainer_ids }) => sum + trainer_ids.length, 0)
    if (n >= WARM_UP) timings.push({ ...readServerTiming(answer), ms })
  }
  const name = `a month of ${TRAINERS} trainers in one request`
  return [
    atMost(2, {
      name: `${name}: database`,
      figure: Math.max(...timings.map(({ roundTrips }) => roundTrips)),
      unit: 'round trips',
    }),
    forInformation({
      name: `${name}: p50`,
      figure: median(timings.map(({ ms }) => ms)),
      unit: 'ms',
      detail:
        `${slots.toLocaleString('en')} times of trainers; ` +
        `database p50 ${median(timings.map(({ databaseMs }) => databaseMs)).toFixed(1)} ms`,
    }),
  ]
}
