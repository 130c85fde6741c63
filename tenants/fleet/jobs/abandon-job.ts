import { eq, inArray, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import { jobs, type JobRow } from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import { loadDefinition } from './definitions.ts'
import { isOpenJob, jobOpen, sendToWork } from './start-job.ts'
import type { RegistryStatement } from './job-definition.ts'

type Deciding = Pick<FleetContext, 'registry' | 'now' | 'startWork'>
type Change = { id: string; statements?: readonly RegistryStatement[] }

/**
 * Has everything a job did taken back, the last step first. Whoever is at it stops at the end of their step; until then it
 * keeps its lease, so that nothing is taken back while it is still being made.
 *
 * @throws AppError `not_found`; `conflict` when it is over, or goes to its end whatever happens.
 */
export async function abandonJob(fleet: Deciding, change: Change, load = loadDefinition): Promise<void> {
  const { isFinal } = await load((await findJob(fleet, change.id)).kind)
  if (isFinal) throw new AppError('conflict', 'This goes to its end: it cannot be abandoned any more.')
  const nextAt = sql`CASE ${jobs.state} WHEN 'failed' THEN ${fleet.now()} ELSE ${jobs.nextAt} END`
  await turn(fleet, change, { from: ['running', 'failed'], to: 'undoing', changes: { nextAt } })
}

/**
 * Lets a job that failed go on with the step that failed.
 *
 * @throws AppError `not_found`; `conflict` when it has not failed.
 */
export async function resumeJob(fleet: Deciding, change: Change): Promise<void> {
  await findJob(fleet, change.id)
  await turn(fleet, change, { from: ['failed'], to: 'running', changes: { nextAt: fleet.now() } })
}

async function findJob({ registry }: Deciding, id: string): Promise<JobRow> {
  const [[job]] = await registry.read([registry.orm.select().from(jobs).where(eq(jobs.id, id))])
  if (!job) throw new AppError('not_found', 'There is no such job.')
  return job
}

type Changes = Omit<Parameters<ReturnType<FleetContext['registry']['orm']['update']>['set']>[0], 'state'>
type Turn = { from: JobRow['state'][]; to: JobRow['state']; changes: Changes }

/** All of it or nothing: a job in another state breaks the batch. */
async function turn(
  fleet: Deciding,
  { id, statements = [] }: Change,
  { from, to, changes }: Turn,
): Promise<void> {
  const { orm, write } = fleet.registry
  const state = sql`CASE WHEN ${inArray(jobs.state, from)} THEN ${to} END`
  try {
    await write([
      orm
        .update(jobs)
        .set({ ...changes, state, attempts: 0, error: null })
        .where(eq(jobs.id, id)),
      ...statements,
    ])
  } catch (error) {
    if (isOpenJob(error)) throw jobOpen()
    if (!isDatabaseError(error, 'constraint') || !error.message.includes('jobs.state')) throw error
    throw new AppError('conflict', 'This job is not at a point where that can be done.')
  }
  await sendToWork(fleet, id)
}
