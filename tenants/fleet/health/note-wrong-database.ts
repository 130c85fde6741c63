import { isDatabaseError } from '../../../db/database-error.ts'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { BoundedMap } from '../../bounded-map.ts'
import { minutes } from '../../durations.ts'
import { openAlert } from './open-alert.ts'

const NOTED_EVERY_MS = minutes(1)
const notedAt = new BoundedMap<string, number>(1_000)

/**
 * Opens an alert where a failure says that a studio's database is not its own: somebody has to look at once. From one process
 * once a minute for each studio, whatever its visitors do.
 *
 * @param findRegistry asked only when there is something to write.
 * @throws DatabaseError
 */
export async function noteWrongDatabase(
  findRegistry: () => Registry,
  { tenantId, error, now }: { tenantId: string; error: unknown; now: number },
): Promise<void> {
  if (!isDatabaseError(error, 'wrong_database')) return
  if (now - (notedAt.get(tenantId) ?? 0) < NOTED_EVERY_MS) return
  notedAt.set(tenantId, now)
  const said =
    'The registry leads to a database that is not this studio’s. It answers 503 until that is put right.'
  const registry = findRegistry()
  await registry.write([openAlert(registry, { rule: 'wrong_database', tenantId, said, now })])
}
