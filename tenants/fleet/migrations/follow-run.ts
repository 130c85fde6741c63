import type { FleetContext } from '../fleet-context.ts'
import { advanceRun, type AdvanceOptions } from './advance-run.ts'
import { readRun, type MigrationRun } from './read-run.ts'

type Following = AdvanceOptions & {
  /** Waits so many ms. */
  wait: (ms: number) => Promise<void>
  /** Told after each batch. */
  tell?: (run: MigrationRun) => void
}

/**
 * Does a run where there is no queue, as in a terminal, until it is no longer running: batch after batch. Somebody else may
 * work on it meanwhile.
 *
 * @throws DatabaseError when the registry does not answer.
 */
export async function followRun(
  fleet: Pick<FleetContext, 'registry' | 'keys' | 'now'>,
  id: string,
  { wait, tell, ...options }: Following,
): Promise<MigrationRun> {
  for (;;) {
    const { state, againInMs } = await advanceRun({ ...fleet, startWork: async () => {} }, id, options)
    const run = await readRun(fleet.registry, id)
    tell?.(run)
    if (state !== 'running') return run
    if (againInMs > 0) await wait(againInMs)
  }
}
