import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { alertTargets } from '../../db/registry/schema/index.ts'
import { PLATFORM_TENANT_ID } from '../access/access-context.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { checkAlertTarget } from '../fleet/health/post-alerts.ts'
import { makeId } from '../ids.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { makeWebhookSecret } from '../webhooks/sign-webhook.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export const alertTargetKinds = ['email', 'webhook'] as const

/** Who is told of alerts; what webhooks are signed with is shown once, when one is made. */
export type AlertTargetEntry = {
  id: string
  kind: (typeof alertTargetKinds)[number]
  address: string
  createdAt: number
  /** Why they could not be told the last time, if so. */
  lastError: string | null
}

const MOST = 20

const columns = {
  id: alertTargets.id,
  kind: alertTargets.kind,
  address: alertTargets.address,
  createdAt: alertTargets.createdAt,
  lastError: alertTargets.lastError,
}

/** All of them: there are twenty at most. @throws AppError `unauthorized`, `second_factor_required`; DatabaseError */
export async function listAlertTargets(ctx: PlatformContext): Promise<AlertTargetEntry[]> {
  requireRole(ctx, 'support')
  const [rows] = await ctx.db.read([
    ctx.db.orm.select(columns).from(alertTargets).orderBy(asc(alertTargets.createdAt), asc(alertTargets.id)),
  ])
  return rows
}

const emailInput = z.object({ address: z.email('This is no e-mail address.').max(254, 'This is too long.') })

/**
 * Has somebody told of alerts from now on: an address, or a program at an https address. Gives the secret that its webhooks
 * are signed with; it is not shown again.
 *
 * @throws AppError `invalid_input`, `conflict` when it is there or there are twenty, `forbidden`; DatabaseError
 */
export async function addAlertTarget(
  ctx: OperatorContext,
  { kind, address: typed }: { kind: AlertTargetEntry['kind']; address: string },
): Promise<{ target: AlertTargetEntry; secret: string | null }> {
  const { actor } = requireRole(ctx, 'operator')
  const address = await readTarget(ctx, kind, typed.trim())
  const id = makeId('alt')
  const made =
    kind === 'webhook'
      ? await makeWebhookSecret({ keys: ctx.keys, tenant: { id: PLATFORM_TENANT_ID } }, id)
      : null
  const known = await listAlertTargets(ctx)
  if (known.some((one) => one.address === address))
    throw new AppError('conflict', `${address} is told already.`)
  if (known.length >= MOST) throw new AppError('conflict', `There are ${MOST} already.`)
  const target = { id, kind, address, createdAt: ctx.now(), lastError: null }
  await ctx.db.write([
    ctx.db.orm
      .insert(alertTargets)
      .values({ ...target, secretSealed: made?.sealed ?? null, createdBy: actor }),
    insertAudit(ctx, { actor, action: 'alert_target.add', subjectId: id, after: { kind, address } }),
  ])
  return { target, secret: made?.secret ?? null }
}

/** Tells them nothing any more. @throws AppError `not_found`, `forbidden`; DatabaseError */
export async function removeAlertTarget(ctx: PlatformContext, id: string): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  const { orm, write, read } = ctx.db
  const [rows] = await read([orm.select(columns).from(alertTargets).where(eq(alertTargets.id, id))])
  const [target] = rows
  if (!target) throw new AppError('not_found', 'Nobody of that id is told.')
  await write([
    orm.delete(alertTargets).where(eq(alertTargets.id, id)),
    insertAudit(ctx, {
      actor,
      action: 'alert_target.remove',
      subjectId: id,
      before: { kind: target.kind, address: target.address },
    }),
  ])
}

async function readTarget(
  ctx: OperatorContext,
  kind: AlertTargetEntry['kind'],
  typed: string,
): Promise<string> {
  if (kind === 'email') return parseInput(emailInput, { address: typed }).address.toLowerCase()
  const check = await checkAlertTarget(ctx.fleet, typed)
  if (check.ok) return check.url.href
  const message = 'It has to be an https address of a public name that is not the platform’s.'
  throw invalidFields([{ path: 'address', message }])
}
