import { asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import {
  jobKinds,
  jobs,
  jobStates,
  jobSteps,
  tenants,
  type JobRow,
  type JobStepRow,
} from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError, isAppError } from '../errors.ts'
import { abandonJob, resumeJob } from '../fleet/jobs/abandon-job.ts'
import { loadDefinition } from '../fleet/jobs/definitions.ts'
import { sendToWork } from '../fleet/jobs/start-job.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

export { jobKinds, jobStates }

const MOST_SHOWN = 20

/** One step of a job; instants in ms, null for what has not happened. */
export type StepEntry = Pick<JobStepRow, 'step' | 'doneAt' | 'undoneAt' | 'error'> & {
  startedAt: number | null
  attempts: number
}

/** Long work on a studio as operators see it: every step it has, in order, begun or not. */
export type JobEntry = Omit<JobRow, 'input' | 'result'> & { steps: StepEntry[] }

/**
 * What was and is done to a studio, the newest first; twenty at most. Also of one that was never finished and is gone.
 *
 * @throws AppError `not_found`, and what `requireRole` throws.
 */
export async function listTenantJobs(ctx: PlatformContext, idOrSlug: string): Promise<JobEntry[]> {
  requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const ofSlug = orm.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, idOrSlug))
  const isTheirs = or(eq(jobs.tenantId, idOrSlug), inArray(jobs.tenantId, ofSlug))
  const ids = orm.select({ id: jobs.id }).from(jobs).where(isTheirs)
  const [rows, steps, known] = await read([
    orm.select().from(jobs).where(isTheirs).orderBy(desc(jobs.createdAt), desc(jobs.id)).limit(MOST_SHOWN),
    orm
      .select()
      .from(jobSteps)
      .where(inArray(jobSteps.jobId, ids))
      .orderBy(asc(jobSteps.startedAt), sql`rowid`),
    orm
      .select({ id: tenants.id })
      .from(tenants)
      .where(or(eq(tenants.id, idOrSlug), eq(tenants.slug, idOrSlug))),
  ])
  if (rows.length + known.length === 0) throw new AppError('not_found', 'There is no such studio.')
  return Promise.all(rows.map((job) => toEntry(job, steps)))
}

async function toEntry(
  { input: _input, result: _result, ...job }: JobRow,
  steps: JobStepRow[],
): Promise<JobEntry> {
  const begun = steps.filter(({ jobId }) => jobId === job.id)
  const names = job.state === 'running' || job.state === 'failed' ? await namesOf(job.kind) : []
  const waiting = names.filter((name) => begun.every(({ step }) => step !== name))
  return {
    ...job,
    steps: [
      ...begun.map(({ jobId: _jobId, ...step }) => step),
      ...waiting.map((step) => ({
        step,
        startedAt: null,
        doneAt: null,
        undoneAt: null,
        attempts: 0,
        error: null,
      })),
    ],
  }
}

async function namesOf(kind: JobRow['kind']): Promise<string[]> {
  try {
    return (await loadDefinition(kind)).steps.map(({ name }) => name)
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}

/**
 * Has the studio's job go on: one that failed with the step that failed; one that is under way is said to the queue again.
 *
 * @throws AppError `not_found`; `conflict` when nothing is left to do; and what `requireRole` throws.
 */
export async function resumeTenantJob(
  ctx: OperatorContext,
  { tenant }: { tenant: string },
): Promise<JobEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const job = await findOpen(ctx, tenant)
  const audit = insertAudit(ctx, {
    actor,
    action: 'job.resume',
    subjectId: job.tenantId,
    after: { job: job.id },
  })
  if (job.state === 'failed') await resumeJob(ctx.fleet, { id: job.id, statements: [audit] })
  else {
    await ctx.db.write([audit])
    await sendToWork(ctx.fleet, job.id)
  }
  return findAgain(ctx, job)
}

/**
 * Gives a studio's job up and has what it did taken back: of one that is being made nothing is left.
 *
 * @throws AppError `not_found`; `invalid_input`; `conflict` when nothing is left to do, or it goes to its end; and what
 * `requireRole` throws.
 */
export async function abandonTenantJob(
  ctx: OperatorContext,
  { tenant, confirm }: { tenant: string; confirm: string },
): Promise<JobEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const job = await findOpen(ctx, tenant)
  requireTyped(ctx, { slug: await slugOf(ctx, job), confirm })
  const audit = insertAudit(ctx, {
    actor,
    action: 'job.abandon',
    subjectId: job.tenantId,
    after: { job: job.id, kind: job.kind },
  })
  await abandonJob(ctx.fleet, { id: job.id, statements: [audit] })
  return findAgain(ctx, job)
}

async function findOpen(ctx: PlatformContext, tenant: string): Promise<JobEntry> {
  const all = await listTenantJobs(ctx, tenant)
  const open = all.find(({ state }) => state === 'running' || state === 'undoing')
  const job = open ?? all.find(({ state }) => state === 'failed')
  if (!job) throw new AppError('conflict', 'Nothing is left to do for this studio.')
  return job
}

async function slugOf({ db: { orm, read } }: PlatformContext, { tenantId }: JobEntry): Promise<string> {
  const [[tenant]] = await read([
    orm.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.id, tenantId)),
  ])
  return tenant?.slug ?? tenantId
}

async function findAgain(ctx: PlatformContext, { id, tenantId }: JobEntry): Promise<JobEntry> {
  const job = (await listTenantJobs(ctx, tenantId)).find((one) => one.id === id)
  if (!job) throw new AppError('not_found', 'There is no such job.')
  return job
}
