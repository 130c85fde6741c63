import { and, eq, inArray } from 'drizzle-orm'
import { migrationEntries, migrationRuns, type MigrationRunRow } from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { RegistryStatement } from '../jobs/job-definition.ts'
import { isRunOpen, runOpen, sendToRun } from './open-run.ts'

/** What can be done to a run; `retry`: those who failed are tried again, also after it was over. */
export const runDeeds = ['pause', 'resume', 'retry', 'cancel'] as const
export type RunDeed = (typeof runDeeds)[number]

type State = MigrationRunRow['state']

const from: Record<RunDeed, State[]> = {
  pause: ['running'],
  resume: ['paused'],
  retry: ['running', 'paused', 'done'],
  cancel: ['running', 'paused'],
}
const to: Record<RunDeed, State> = {
  pause: 'paused',
  resume: 'running',
  retry: 'running',
  cancel: 'cancelled',
}

type Change = {
  id: string
  deed: RunDeed
  /** What is written together with it. */
  statements?: readonly RegistryStatement[]
}

/**
 * Changes what becomes of a run. Whoever works on it notices before the next studio; the few that are just being done are
 * brought to their end. A run that was paused because of a canary goes on without asking again.
 *
 * @throws AppError `not_found`, `conflict` when it is not in a state for that, or another run is open.
 */
export async function changeRun(
  fleet: Pick<FleetContext, 'registry' | 'now' | 'startWork'>,
  { id, deed, statements = [] }: Change,
): Promise<void> {
  const { orm, read, write } = fleet.registry
  const [[run]] = await read([orm.select().from(migrationRuns).where(eq(migrationRuns.id, id))])
  if (!run) throw new AppError('not_found', 'There is no such run.')
  if (!from[deed].includes(run.state)) throw wrongState(run.state)
  const isAsSeen = and(eq(migrationRuns.id, id), inArray(migrationRuns.state, from[deed]))
  const isFailed = and(eq(migrationEntries.runId, id), eq(migrationEntries.state, 'failed'))
  try {
    const [changed] = await write([
      orm
        .update(migrationRuns)
        .set({ state: to[deed], pauseReason: null, endedAt: deed === 'cancel' ? fleet.now() : null })
        .where(isAsSeen)
        .returning({ id: migrationRuns.id }),
      ...(deed === 'retry'
        ? [orm.update(migrationEntries).set({ state: 'waiting', attempts: 0, at: null }).where(isFailed)]
        : []),
      ...statements,
    ])
    if (changed.length === 0) throw wrongState(run.state)
  } catch (error) {
    throw isRunOpen(error) ? runOpen() : error
  }
  if (to[deed] === 'running') await sendToRun(fleet, id)
}

function wrongState(state: State): AppError {
  return new AppError('conflict', `This cannot be done to a run that is ${state}.`, { reason: 'wrong_state' })
}
