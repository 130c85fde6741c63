import { openTenantDatabase, type TenantDatabase } from '../db/tenant/open-tenant-database.ts'
import type { System } from '../scripts/local/start-system.ts'
import type { BookingCommand } from '../tenants/bookings/booking-command.ts'
import { BookingLine } from '../tenants/bookings/booking-line.ts'
import type { BookingOutcome } from '../tenants/bookings/booking-outcome.ts'
import { commitBookings } from '../tenants/bookings/commit-bookings.ts'
import { settleBookings } from '../tenants/bookings/settle-bookings.ts'
import { hours } from '../tenants/durations.ts'
import { databaseNameOf } from '../tenants/fleet/database-name.ts'
import { ask } from '../tests/support/ask.ts'
import { startFaultProxy } from '../tests/support/fault-proxy.ts'
import { makeBookingCommand } from '../tests/support/make-booking-command.ts'
import { fromOneVisitor } from './ask-timed.ts'
import { atMost, exactly, forInformation, type BenchRow } from './bench-row.ts'
import { makeStudio, midnight, SERVICE_ID, type BenchStudio } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { LockPerRequest } from './lock-per-request.ts'
import { median } from './statistics.ts'

const REQUESTS = 300
const PLACES = 60
const ROUNDS = 5
const DATABASE_AWAY_MS = 2
const TRAINERS = 6
const HOURS_A_DAY = 10
/** What one trainer needs for all places. */
const DAYS_AT_MOST = PLACES / HOURS_A_DAY

type Place = { trainerId: string; startsAt: number }
type Line = { submit: (command: BookingCommand) => Promise<BookingOutcome> }
type MakeLine = (open: () => TenantDatabase) => Line

const groupCommit: MakeLine = (open) =>
  new BookingLine({
    commit: (commands) => commitBookings(open(), commands),
    settle: (commands) => settleBookings(open(), commands),
    now: Date.now,
    report: console.error,
  })
const lockPerRequest: MakeLine = (open) => new LockPerRequest(open())

/** 300 requests at once for 60 places: what the line makes of them against a lock per request, then over HTTP. */
export function benchRush(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const rows: BenchRow[] = []
    for (const trainers of [1, TRAINERS]) {
      const studio = await makeStudio(system, { slug: `rush-${trainers}`, trainers })
      const far = await openFarAway(system, studio)
      rows.push(...(await compare(studio, far)))
      await far.close()
    }
    const studio = await makeStudio(system, { slug: 'rush', trainers: TRAINERS })
    return [...rows, ...(await rushOverHttp(system, studio))]
  })
}

/** The studio's database behind a proxy that is 2 ms away and counts. */
async function openFarAway({ database, fleet }: System, { tenantId }: BenchStudio) {
  const name = databaseNameOf(tenantId)
  const proxy = await startFaultProxy(database.url)
  proxy.fault({ kind: 'slow', ms: DATABASE_AWAY_MS })
  const { token } = await fleet.databaseHost.create(name)
  const address = { url: `${proxy.url}/dev/${name}/`, token }
  return { open: () => openTenantDatabase(tenantId, address), count: proxy.count, close: proxy.close }
}

type Rush = { wins: number; ms: number; roundTrips: number }
type FarAway = Awaited<ReturnType<typeof openFarAway>>

/** In turns, each on days of its own. */
async function compare(studio: BenchStudio, { open, count }: FarAway): Promise<BenchRow[]> {
  const measure = async (makeLine: MakeLine, firstDay: number) => {
    const places = makePlaces(studio, firstDay)
    const before = count()
    const startedAt = performance.now()
    const wins = await rush(places, () => makeLine(open))
    return { wins, ms: performance.now() - startedAt, roundTrips: count() - before }
  }
  const rounds: Record<'lock' | 'group', Rush>[] = []
  // The first round is for warming up.
  for (let round = 0; round <= ROUNDS; round++) {
    const firstDay = 2 * round * DAYS_AT_MOST
    const lock = await measure(lockPerRequest, firstDay)
    const group = await measure(groupCommit, firstDay + DAYS_AT_MOST)
    if (round > 0) rounds.push({ lock, group })
  }
  const of = (way: 'lock' | 'group', figure: 'ms' | 'roundTrips') =>
    median(rounds.map((round) => round[way][figure]))
  const ratioOf = (figure: 'ms' | 'roundTrips') =>
    median(rounds.map(({ lock, group }) => group[figure] / lock[figure]))
  const trainers = studio.trainerIds.length
  const name = `rush, ${REQUESTS} for ${PLACES} places of ${trainers === 1 ? 'one trainer' : `${trainers} trainers`}`
  const wins = rounds.flatMap(({ lock, group }) => [lock.wins, group.wins])
  return [
    exactly(PLACES, {
      name: `${name}: winners`,
      figure: wins.find((won) => won !== PLACES) ?? PLACES,
      unit: 'bookings',
    }),
    atMost(1 / 8, {
      name: `${name}: wall time`,
      figure: ratioOf('ms'),
      unit: '× lock per request',
      detail: `${of('group', 'ms').toFixed(0)} ms against ${of('lock', 'ms').toFixed(0)} ms`,
    }),
    atMost(1 / 20, {
      name: `${name}: round trips`,
      figure: ratioOf('roundTrips'),
      unit: '× lock per request',
      detail: `${of('group', 'roundTrips')} against ${of('lock', 'roundTrips')}`,
    }),
  ]
}

/** Everybody at once, wave after wave over all places; resolves with how many won. */
async function rush(places: readonly Place[], makeLine: () => Line): Promise<number> {
  const lines = new Map<string, Line>()
  const outcomes = Array.from({ length: REQUESTS }, (_, n) => {
    const place = places[n % places.length]
    if (!place) throw new Error('no places')
    const line = lines.get(place.trainerId) ?? makeLine()
    lines.set(place.trainerId, line)
    const { startsAt } = place
    return line.submit(
      makeBookingCommand({ ...place, serviceId: SERVICE_ID, occupiedUntil: startsAt + hours(1) }),
    )
  })
  return (await Promise.all(outcomes)).filter(({ ok }) => ok).length
}

/** Sixty hours that nobody has booked yet, the trainers taking turns, ten a day. */
function makePlaces({ trainerIds }: BenchStudio, firstDay: number): Place[] {
  return Array.from({ length: PLACES }, (_, n) => {
    const hour = Math.floor(n / trainerIds.length)
    const startsAt = midnight(firstDay + Math.floor(hour / HOURS_A_DAY)) + hours(7 + (hour % HOURS_A_DAY))
    return { trainerId: trainerIds[n % trainerIds.length] ?? '', startsAt }
  })
}

/** The same from outside, through API, Durable Objects and database, all on this machine. */
async function rushOverHttp({ url }: System, studio: BenchStudio): Promise<BenchRow[]> {
  const rounds = []
  for (let round = 0; round < 3; round++) {
    const places = makePlaces(studio, 2 + round)
    const startedAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, n) => bookOverHttp(url, studio, places[n % places.length])),
    )
    const ms = performance.now() - startedAt
    rounds.push({ ms, won: answers.filter(({ status }) => status === 201).length, answers })
  }
  const ms = median(rounds.map((round) => round.ms))
  const name = `rush over HTTP, ${REQUESTS} for ${PLACES} places of ${TRAINERS} trainers`
  return [
    exactly(PLACES, {
      name: `${name}: winners`,
      figure: rounds.find(({ won }) => won !== PLACES)?.won ?? PLACES,
      unit: 'bookings',
    }),
    forInformation({ name: `${name}: wall time`, figure: ms, unit: 'ms' }),
    forInformation({
      name: `${name}: goodput`,
      figure: (PLACES / ms) * 1_000,
      unit: 'bookings/s',
      detail: `${((REQUESTS / ms) * 1_000).toFixed(0)} answers/s`,
    }),
  ]
}

function bookOverHttp(url: string, { host }: BenchStudio, place: Place | undefined) {
  return ask({
    url,
    host,
    path: '/api/v1/bookings',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...fromOneVisitor },
    body: JSON.stringify({
      service_id: SERVICE_ID,
      trainer_id: place?.trainerId,
      start_time: new Date(place?.startsAt ?? 0).toISOString(),
      client: { first_name: 'Elena', last_name: 'Ivanova', email: `e${performance.now()}@example.test` },
    }),
  })
}
