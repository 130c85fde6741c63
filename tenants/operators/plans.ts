import { and, asc, eq, getTableColumns, or, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { hostnames, plans, tenants, type PlanRow } from '../../db/registry/schema/index.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { planInput } from '../plans/plan-input.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A plan, and how many studios have it; instants in ms. */
export type PlanEntry = PlanRow & { studios: number }

export type PlanInput = z.input<typeof planInput>

function entries({ db }: PlatformContext) {
  return db.orm
    .select({
      ...getTableColumns(plans),
      studios: sql<number>`(SELECT count(*) FROM tenants AS having_it
        WHERE having_it.plan_id = plans.id AND having_it.status <> 'deleted')`,
    })
    .from(plans)
}

/** Every plan, archived ones last. One round trip. @throws AppError as `requireRole`; DatabaseError. */
export async function listPlans(ctx: PlatformContext): Promise<PlanEntry[]> {
  requireRole(ctx, 'support')
  const order = [sql`${plans.archivedAt} IS NOT NULL`, asc(plans.position), asc(plans.code)]
  const [rows] = await ctx.db.read([entries(ctx).orderBy(...order)])
  return rows
}

/** One plan, by its id or its code. @throws AppError as `requireRole`; `not_found`; DatabaseError. */
export async function getPlan(ctx: PlatformContext, idOrCode: string): Promise<PlanEntry> {
  requireRole(ctx, 'support')
  const isIt = or(eq(plans.id, idOrCode), eq(plans.code, idOrCode))
  const [[row]] = await ctx.db.read([entries(ctx).where(isIt).limit(1)])
  if (!row) throw new AppError('not_found', 'There is no such plan.')
  return row
}

/** @throws AppError as `requireRole`; `invalid_input`, `conflict` (`code_taken`); DatabaseError. */
export async function createPlan(ctx: PlatformContext, raw: PlanInput): Promise<PlanEntry> {
  const { actor } = requireRole(ctx, 'administrator')
  const input = parseInput(planInput, raw)
  const id = makeId('pln')
  const now = ctx.now()
  await unlessCodeTaken(
    ctx.db.write([
      ctx.db.orm.insert(plans).values({ ...input, id, createdAt: now, updatedAt: now }),
      insertAudit(ctx, { actor, action: 'plan.created', subjectId: id, after: toLogged(input) }),
    ]),
  )
  return getPlan(ctx, id)
}

/**
 * Changes a plan (id or code) for every studio that has it, within a minute or, where there are thousands, some more. What a
 * studio has beyond a lowered limit stays: only more of it is refused.
 *
 * @throws AppError as `requireRole`; `not_found`, `invalid_input`, `conflict` (`code_taken`); DatabaseError.
 */
export async function changePlan(
  ctx: OperatorContext,
  { plan, ...changes }: { plan: string } & Partial<PlanInput>,
): Promise<PlanEntry> {
  const { actor } = requireRole(ctx, 'administrator')
  const before = await getPlan(ctx, plan)
  const input = parseInput(planInput, { ...before, ...changes })
  const { orm, read, write } = ctx.db
  await unlessCodeTaken(
    write([
      orm
        .update(plans)
        .set({ ...input, updatedAt: ctx.now() })
        .where(eq(plans.id, before.id)),
      orm
        .update(tenants)
        .set({ limitsEdition: sql`${tenants.limitsEdition} + 1` })
        .where(eq(tenants.planId, before.id)),
      insertAudit(ctx, {
        actor,
        action: 'plan.changed',
        subjectId: before.id,
        ...changesOf(toLogged(before), toLogged(input)),
      }),
    ]),
  )
  const [hosts] = await read([
    orm
      .select({ host: hostnames.host })
      .from(hostnames)
      .innerJoin(tenants, and(eq(tenants.id, hostnames.tenantId), eq(tenants.planId, before.id)))
      .limit(1_000),
  ])
  await ctx.fleet.forgetHosts(hosts.map(({ host }) => host))
  await ctx.fleet.startWork({ kind: 'chore', id: 'plans' })
  return getPlan(ctx, before.id)
}

/**
 * Nobody gets a plan (id or code) any more; whoever has it keeps it. Twice is once; `isArchived: false` brings it back.
 *
 * @throws AppError as `requireRole`; `not_found`; DatabaseError.
 */
export async function archivePlan(
  ctx: PlatformContext,
  { plan, isArchived = true }: { plan: string; isArchived?: boolean },
): Promise<PlanEntry> {
  const { actor } = requireRole(ctx, 'administrator')
  const before = await getPlan(ctx, plan)
  if ((before.archivedAt !== null) === isArchived) return before
  await ctx.db.write([
    ctx.db.orm
      .update(plans)
      .set({ archivedAt: isArchived ? ctx.now() : null, updatedAt: ctx.now() })
      .where(eq(plans.id, before.id)),
    insertAudit(ctx, {
      actor,
      action: isArchived ? 'plan.archived' : 'plan.restored',
      subjectId: before.id,
    }),
  ])
  return getPlan(ctx, before.id)
}

async function unlessCodeTaken<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint') || !cause.message.includes('plans.code')) throw cause
    const message = 'Another plan has this code.'
    const errors = [{ path: 'code', message, code: 'code_taken' }]
    throw new AppError('conflict', message, { reason: 'code_taken', errors })
  }
}

type Logged = Pick<PlanRow, 'code' | 'name' | 'description' | 'trialDays' | 'isPublic' | 'position'> & {
  limits: object
}

function toLogged({ code, name, description, limits, trialDays, isPublic, position }: Logged) {
  return { code, name, description, limits, trialDays, isPublic, position }
}
