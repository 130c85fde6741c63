import { isDatabaseError } from '../../db/database-error.ts'
import { studioKinds } from '../../tenants/fleet/create/studio-kinds.ts'
import type { NewTenant } from '../../tenants/fleet/create/new-tenant.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { forInformation, type BenchRow } from '../bench-row.ts'
import { bookMany, fillStudio, makeNewTenant, TIME_ZONE } from '../bench-studio.ts'
import { median } from '../statistics.ts'
import { atOnce } from './at-once.ts'
import { openInUse, type Fleet } from './with-fleet.ts'

const MADE_AT_ONCE = 4
const BOOKINGS = 100

/** As many studios as that, with what each kind begins with and an owner. Gives their ids as well. */
export async function makeStudios(fleet: Fleet, count: number): Promise<{ ids: string[]; rows: BenchRow[] }> {
  const tenants = Array.from({ length: count }, (_, n) => newStudio(n))
  const startedAt = performance.now()
  let repeated = 0
  const times = await atOnce(MADE_AT_ONCE, tenants, async (tenant) => {
    for (;;) {
      try {
        return await provisionTenant(fleet, tenant)
      } catch (error) {
        // A database that did not answer in time is asked again, as a job would be; not for ever.
        repeated += 1
        if (!isDatabaseError(error, 'unavailable', 'unknown', 'busy') || repeated > count / 10) throw error
      }
    }
  })
  const seconds = (performance.now() - startedAt) / 1_000
  const row = forInformation({
    name: `${count.toLocaleString('en')} studios: all made after`,
    figure: seconds,
    unit: 's',
    detail: `${MADE_AT_ONCE} at once, one in p50 ${median(times).toFixed(0)} ms, ${repeated} asked again`,
  })
  return { ids: tenants.map(({ id }) => id), rows: [row] }
}

function newStudio(n: number): NewTenant {
  const kind = studioKinds[n % studioKinds.length] ?? 'gym'
  return {
    ...makeNewTenant(`studio-${n}`),
    start: { kind, timeZone: TIME_ZONE, trainerName: 'Elena Ivanova' },
    owner: { email: `owner-${n}@bench.test`, name: 'Elena Ivanova', locale: 'en' },
  }
}

/** Gives each studio ten clients with a hundred bookings, their history and messages: what a backup is taken of. */
export async function fillStudios(fleet: Fleet, ids: readonly string[]): Promise<void> {
  await atOnce(MADE_AT_ONCE, ids, async (id) => {
    const db = await openInUse(fleet, id)
    for (const trainerId of await fillStudio(db, 1)) {
      await bookMany(db, { trainerId, count: BOOKINGS, bookingsPerClient: 10, isPast: false })
    }
  })
}
