import type { BenchRow } from './bench-row.ts'
import { backUpStudios } from './fleet/back-up-studios.ts'
import { fillStudios, makeStudios } from './fleet/make-studios.ts'
import { migrateStudios } from './fleet/migrate-studios.ts'
import { restoreStudios } from './fleet/restore-studios.ts'
import { withFleet } from './fleet/with-fleet.ts'

const STUDIOS = 1_000
const RESTORED = 10

/**
 * A thousand studios on this machine's database server: made, brought one version on by processes that are killed, backed up,
 * and ten of them restored.
 */
export function benchFleet(): Promise<BenchRow[]> {
  return withFleet(async (fleet) => {
    const { ids, rows: made } = await makeStudios(fleet, STUDIOS)
    const migrated = await migrateStudios(fleet, ids)
    await fillStudios(fleet, ids)
    const { kept, rows: backedUp } = await backUpStudios(fleet, ids)
    const chosen = ids.filter((_, n) => n % (STUDIOS / RESTORED) === 0)
    const restored = await restoreStudios(
      fleet,
      kept.filter(({ tenantId }) => chosen.includes(tenantId)),
    )
    return [...made, ...migrated, ...backedUp, ...restored]
  })
}
