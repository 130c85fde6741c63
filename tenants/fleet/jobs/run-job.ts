import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import {
  jobs,
  jobSteps,
  type JobKind,
  type JobRow,
  type JobStepRow,
} from '../../../db/registry/schema/index.ts'
import { minutes, seconds } from '../../durations.ts'
import { AppError, isAppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import { loadDefinition } from './definitions.ts'
import type { JobContext, JobDefinition, JobStep, RegistryStatement, StepOutcome } from './job-definition.ts'
import { sendToWork } from './start-job.ts'

const STEP_TAKES_MS = minutes(2)
const LONGEST_WAIT_MS = minutes(5)
/** Failures of one step until an operator decides: about three quarters of an hour. */
const MOST_ATTEMPTS = 16

/** Somebody else has it by now, or it is to be undone: whoever is at it stops. */
class LostJob extends Error {}

/**
 * One go at a job: `leases` has what its `next_at` says as long as nobody else took it; several while it is not known
 * whether a write went through.
 */
type Go = { fleet: JobContext; stepTakesMs: number; job: JobRow; leases: number[] }
/** The same, with what is to be done. */
type Work<Fleet> = Go & { fleet: Fleet; steps: readonly JobStep<Fleet>[] }

/**
 * Works on a job that is due, step after step, to its end or to where it has to wait; whoever else comes meanwhile, or
 * comes for one that is not due, does nothing. What a step changes in the registry is written together with its mark. A
 * step that throws is tried again with back-off; an `AppError`, or the sixteenth failure, stops the job until an operator
 * decides. A job that was abandoned is taken back, the last step first, until nothing is left of it.
 *
 * @returns what a step failed of, if one did.
 * @throws DatabaseError when the registry does not answer: say it again. Killed anywhere, it goes on after its lease.
 */
export function runJob(fleet: FleetContext, id: string): Promise<{ failure: unknown }> {
  return runJobAs(fleet, id, loadDefinition)
}

/** As `runJob`, by other definitions. */
export async function runJobAs<Fleet extends JobContext>(
  fleet: Fleet,
  id: string,
  load: (kind: JobKind) => Promise<JobDefinition<Fleet>>,
): Promise<{ failure: unknown }> {
  const claimed = await claim(fleet, id, load)
  if (!claimed) return { failure: null }
  const { go, marks } = claimed
  try {
    return { failure: await (go.job.state === 'undoing' ? undoSteps(go, marks) : runSteps(go, marks)) }
  } catch (error) {
    if (!(error instanceof LostJob)) throw error
    await letGo(go)
    return { failure: null }
  }
}

// oxlint-disable-next-line max-params
async function claim<Fleet extends JobContext>(
  fleet: Fleet,
  id: string,
  load: (kind: JobKind) => Promise<JobDefinition<Fleet>>,
): Promise<{ go: Work<Fleet>; marks: JobStepRow[] } | undefined> {
  const { orm, read, write } = fleet.registry
  const [[found]] = await read([orm.select().from(jobs).where(eq(jobs.id, id))])
  if (!found) return undefined
  const { steps, stepTakesMs = STEP_TAKES_MS } = await load(found.kind)
  const leaseUntil = fleet.now() + stepTakesMs
  const isDue = and(inArray(jobs.state, ['running', 'undoing']), lte(jobs.nextAt, fleet.now()))
  const [[job], marks] = await write([
    orm
      .update(jobs)
      .set({ nextAt: leaseUntil })
      .where(and(eq(jobs.id, id), isDue))
      .returning(),
    orm.select().from(jobSteps).where(eq(jobSteps.jobId, id)),
  ])
  return job && { go: { fleet, steps, stepTakesMs, job, leases: [leaseUntil] }, marks }
}

async function runSteps<Fleet extends JobContext>(go: Work<Fleet>, marks: JobStepRow[]): Promise<unknown> {
  const done = new Set(marks.flatMap(({ step, doneAt }) => (doneAt === null ? [] : [step])))
  const open = go.steps.filter(({ name }) => !done.has(name))
  if (open[0]) await write(go, [begin(go, open[0].name)])
  for (const [index, step] of open.entries()) {
    const next = open[index + 1]
    const stop = await attempt(go, step.name, async () => {
      const outcome = await step.run(go.fleet, go.job)
      const after = next ? [begin(go, next.name)] : [end(go, 'done')]
      await keep(go, outcome, [mark(go, step.name, { doneAt: go.fleet.now(), error: null }), ...after])
      return outcome
    })
    if (stop) return stop.failure
  }
  if (open.length === 0) await write(go, [end(go, 'done')])
  return null
}

/** Only what was begun has left anything, and what the job itself was written with: that is the first step's to take back. */
async function undoSteps<Fleet extends JobContext>(go: Work<Fleet>, marks: JobStepRow[]): Promise<unknown> {
  const begun = new Set(marks.map(({ step }) => step))
  const undone = new Set(marks.flatMap(({ step, undoneAt }) => (undoneAt === null ? [] : [step])))
  const left = go.steps.filter(({ name }, index) => (index === 0 || begun.has(name)) && !undone.has(name))
  for (const step of left.toReversed()) {
    const stop = await attempt(go, step.name, async () => {
      const outcome = (await step.undo?.(go.fleet, go.job)) ?? {}
      await keep(go, outcome, [mark(go, step.name, { undoneAt: go.fleet.now(), error: null })])
      return outcome
    })
    if (stop) return stop.failure
  }
  await write(go, [end(go, 'undone')])
  return null
}

/** Does one step; answers with something when this go is over with it, because it failed or has to wait. */
async function attempt(
  go: Go,
  step: string,
  work: () => Promise<StepOutcome>,
): Promise<{ failure: unknown } | undefined> {
  try {
    const { againAt } = await work()
    if (againAt === undefined) return undefined
    await sendToWork(go.fleet, go.job.id, Math.max(0, againAt - go.fleet.now()))
    return { failure: null }
  } catch (error) {
    if (error instanceof LostJob) throw error
    await noteFailure(go, step, error)
    return { failure: error }
  }
}

/** Writes what a step did, with its marks, or that it is asked again. */
async function keep(go: Go, outcome: StepOutcome, marks: RegistryStatement[]): Promise<void> {
  const { statements = [], result, againAt } = outcome
  const after = { ...go.job.result, ...result }
  const kept = ofJob(go, { result: after, attempts: 0, error: null })
  if (againAt === undefined) await write(go, [...statements, kept, ...marks])
  else await write(go, [...statements, kept, ofJob(go, { nextAt: againAt })])
  go.job = { ...go.job, result: after, attempts: 0 }
}

async function noteFailure(go: Go, step: string, error: unknown): Promise<void> {
  const attempts = go.job.attempts + 1
  const isGivenUp = go.job.state === 'running' && (isAppError(error) || attempts >= MOST_ATTEMPTS)
  const waitMs = Math.min(LONGEST_WAIT_MS, seconds(2 ** Math.min(attempts, 10)))
  const said = describe(error)
  await write(go, [
    ofJob(go, { attempts, error: `${step}: ${said}`, nextAt: go.fleet.now() + waitMs }),
    mark(go, step, { error: said, attempts: sql`${jobSteps.attempts} + 1` }),
    ...(isGivenUp ? [ofJob(go, { state: 'failed' })] : []),
  ])
  if (!isGivenUp) await sendToWork(go.fleet, go.job.id, waitMs)
}

/** Writes if the job is still this go's, and moves its lease on; the first statement breaks the batch otherwise. */
async function write(go: Go, statements: RegistryStatement[]): Promise<void> {
  const { fleet, stepTakesMs, job, leases } = go
  const { orm, write: writeAll } = fleet.registry
  const renewed = fleet.now() + stepTakesMs
  const isOurs = and(inArray(jobs.nextAt, leases), eq(jobs.state, job.state))
  go.leases = [...leases, renewed]
  try {
    await writeAll([
      orm
        .update(jobs)
        .set({ nextAt: sql`CASE WHEN ${isOurs} THEN ${renewed} END` })
        .where(eq(jobs.id, job.id)),
      ...statements,
    ])
    go.leases = [renewed]
  } catch (error) {
    if (isDatabaseError(error, 'constraint') && error.message.includes('jobs.next_at')) throw new LostJob()
    throw error
  }
}

function ofJob({ fleet, job }: Go, changes: Partial<typeof jobs.$inferInsert>): RegistryStatement {
  return fleet.registry.orm.update(jobs).set(changes).where(eq(jobs.id, job.id))
}

function end(go: Go, state: 'done' | 'undone'): RegistryStatement {
  return ofJob(go, { state, error: null, endedAt: go.fleet.now() })
}

function begin({ fleet, job }: Go, step: string): RegistryStatement {
  return fleet.registry.orm
    .insert(jobSteps)
    .values({ jobId: job.id, step, startedAt: fleet.now() })
    .onConflictDoNothing()
}

type Mark = Parameters<ReturnType<FleetContext['registry']['orm']['update']>['set']>[0]

function mark({ fleet, job }: Go, step: string, changes: Mark): RegistryStatement {
  return fleet.registry.orm
    .update(jobSteps)
    .set(changes)
    .where(and(eq(jobSteps.jobId, job.id), eq(jobSteps.step, step)))
}

/** Of a job that was abandoned while this go was at it: whoever takes it back need not wait for the lease to end. */
async function letGo({ fleet, job, leases }: Go): Promise<void> {
  const { orm, write: writeAll } = fleet.registry
  const [freed] = await writeAll([
    orm
      .update(jobs)
      .set({ nextAt: fleet.now() })
      .where(and(eq(jobs.id, job.id), eq(jobs.state, 'undoing'), inArray(jobs.nextAt, leases)))
      .returning({ id: jobs.id }),
  ])
  if (freed.length > 0) await sendToWork(fleet, job.id)
}

/** For operators: the failure's own words; vendors' answers and databases' messages hold no personal data. */
function describe(error: unknown): string {
  const text = error instanceof AppError ? error.message : String(error)
  return text.slice(0, 500)
}
