import { and, eq, gt } from 'drizzle-orm'
import { jobs, jobSteps, signUps } from '../../db/registry/schema/index.ts'
import { linkSpent } from '../access/one-time-token.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { beginCreate, createJobIdOf } from '../fleet/create/begin-create.ts'
import { toNewTenant } from '../fleet/create/new-studio-input.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { hashText } from '../ids.ts'
import type { OperatorContext } from '../operators/platform-context.ts'
import type { SignUpDetails } from './request-sign-up.ts'

/** A sign-up as whoever holds its link sees it. */
export type SignUp = {
  id: string
  details: SignUpDetails
  /** The studio that is made of it, once it was asked for. */
  tenantId: string
  isBegun: boolean
  /** The link has let its owner in: it does so once. */
  isUsed: boolean
}

/** In what is kept of a sign-up: the id of the one link that lets its owner in (`enter-as-owner.ts`). */
export const ENTRY = 'entryTokenId'

/** How far a studio is; `url` is where it is once it can be booked. */
export type Making =
  { state: 'making'; done: number; total: number } | { state: 'failed' } | { state: 'open'; url: string }

/**
 * What a link is for. Uses nothing up.
 *
 * @throws AppError `link_spent` for one that is unknown or too old; DatabaseError
 */
export async function getSignUp({ db, now }: OperatorContext, token: string): Promise<SignUp> {
  const { orm, read } = db
  const isTheirs = and(eq(signUps.tokenHash, await hashText(token)), gt(signUps.expiresAt, now()))
  const [[row]] = await read([orm.select().from(signUps).where(isTheirs)])
  if (!row) throw linkSpent()
  return {
    id: row.id,
    // What `requestSignUp` wrote.
    details: row.details as SignUpDetails,
    tenantId: row.id.replace('sgn_', 'ten_'),
    isBegun: row.jobId !== null,
    isUsed: ENTRY in row.details,
  }
}

/**
 * The address is proven: begins to make the studio, under the name that was wished for or another. Asked twice it makes one.
 *
 * @throws AppError `link_spent`; `invalid_input` when the name is malformed or by now somebody else's; DatabaseError
 */
export async function confirmSignUp(
  ctx: OperatorContext,
  { token, slug }: { token: string; slug?: string },
): Promise<void> {
  const signUp = await getSignUp(ctx, token)
  if (signUp.isBegun) return
  const { tenantId, id } = signUp
  const details = { ...signUp.details, slug: slug?.trim().toLowerCase() || signUp.details.slug }
  const tenant = await toNewTenant(ctx.db, details, { id: tenantId, now: ctx.now() })
  const actor = `sign_up:${id}`
  const { name, kind, plan = null, agreesTo } = details
  const after = { slug: details.slug, name, kind, plan, agreesTo }
  const { orm } = ctx.db
  await beginCreate(ctx.fleet, {
    tenant,
    createdBy: actor,
    statements: [
      orm
        .update(signUps)
        .set({ jobId: createJobIdOf(tenantId) })
        .where(eq(signUps.id, id)),
      insertAudit(ctx, { actor, action: 'tenant.create', subjectId: tenantId, after }),
    ],
  })
}

/** How far the studio is. @throws AppError `link_spent`, `not_found` when it was not asked for; DatabaseError */
export async function followSignUp(ctx: OperatorContext, token: string): Promise<Making> {
  const { tenantId } = await getSignUp(ctx, token)
  const [[job]] = await ctx.db.read([
    ctx.db.orm
      .select({ state: jobs.state })
      .from(jobs)
      .where(eq(jobs.id, createJobIdOf(tenantId))),
  ])
  if (!job) throw new AppError('not_found', 'Nothing is being made yet.')
  const record = await findTenant(ctx.db, tenantId)
  if (record) return { state: 'open', url: originOf(ctx, record.tenant.primaryHost) }
  if (job.state === 'running') return { state: 'making', ...(await countSteps(ctx, tenantId)) }
  return { state: 'failed' }
}

async function countSteps(ctx: OperatorContext, tenantId: string) {
  const [{ createDefinition }, [rows]] = await Promise.all([
    import('../fleet/create/create-definition.ts'),
    ctx.db.read([
      ctx.db.orm
        .select({ doneAt: jobSteps.doneAt })
        .from(jobSteps)
        .where(eq(jobSteps.jobId, createJobIdOf(tenantId))),
    ]),
  ])
  return {
    done: rows.filter(({ doneAt }) => doneAt !== null).length,
    total: createDefinition.steps.length,
  }
}

/** Scheme and port are the platform's own. */
export function originOf({ origin }: OperatorContext, host: string): string {
  return origin.replace(/\/\/[^:/]+/, `//${host}`)
}
