import type { FleetContext } from '../fleet-context.ts'
import { dropOldRestores } from './drop-old-restores.ts'
import { takeDueBackups } from './take-due-backups.ts'

/**
 * What is done again and again: backups that are due, and databases that nobody needs any more.
 *
 * @throws Error naming the studios whose backup could not be taken, after all the others; DatabaseError, DatabaseHostError
 */
export async function lookAfterBackups(fleet: FleetContext): Promise<void> {
  const { failures } = await takeDueBackups(fleet)
  await dropOldRestores(fleet)
  const [first] = failures
  if (!first) return
  const studios = failures.map(({ tenantId }) => tenantId).join(', ')
  throw new Error(`No backup of ${studios}`, { cause: first.error })
}
