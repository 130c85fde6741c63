import { eq, or } from 'drizzle-orm'
import { z } from 'zod'
import { supportVisits, tenants } from '../../db/registry/schema/index.ts'
import { supportVisits as visitsThere } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { closeVisit } from '../fleet/close-visit.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { makeId } from '../ids.ts'
import { anId, line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { knowsVisits } from '../support/knows-visits.ts'
import { makeSupportSecret } from '../support/support-secret.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** How long a visit may be, in minutes. */
export const visitLengths = [15, 30, 60, 120, 240] as const

const enterInput = z.object({
  tenant: anId,
  reason: line(300).refine((reason) => reason.length >= 10, 'Say it so that the owner understands it.'),
  minutes: z.coerce.number().refine((wanted) => visitLengths.some((length) => length === wanted), 'invalid'),
})
export type EnterInput = { tenant: string; reason: string; minutes: number | string }

export type Entry = {
  visitId: string
  /** Opens the studio once, within some minutes. Shown to this operator alone, and kept nowhere. */
  link: string
  /** When the visit ends by itself (ms). */
  expiresAt: number
}

/**
 * Makes a way for this operator into a studio's admin: to look, until the time is over. It is written down in both
 * databases before the link is given out, and the studio's owner sees who came, when and why.
 *
 * @throws AppError `unauthorized`, `second_factor_required`, `reauthentication_required`; `forbidden` for keys; `invalid_input`;
 * `not_found`; `conflict` (`closed`, `too_old`) for a studio that nobody can enter; `unavailable`; DatabaseError.
 */
export async function enterStudio(ctx: OperatorContext, raw: EnterInput): Promise<Entry> {
  const { actor, name } = requireRole(ctx, 'support')
  if (ctx.key) throw new AppError('forbidden', 'Only a person enters a studio.', { reason: 'needs_a_person' })
  requireFresh(ctx)
  const input = parseInput(enterInput, raw)
  const studio = await openStudio(ctx, input.tenant)
  const { secret, hash } = await makeSupportSecret()
  const visit = {
    id: makeId('vis'),
    operator: actor,
    reason: input.reason,
    createdAt: ctx.now(),
    expiresAt: ctx.now() + minutes(input.minutes),
  }
  const { id: subjectId, reason } = visit
  const after = { operator: name, tenant: studio.tenant.id, minutes: input.minutes }
  await ctx.db.write([
    ctx.db.orm.insert(supportVisits).values({ ...visit, tenantId: studio.tenant.id }),
    insertAudit(ctx, { actor, action: 'support.visit', subjectId, reason, after }),
  ])
  try {
    await studio.db.write([
      studio.db.orm.insert(visitsThere).values({ ...visit, operatorName: name, secretHash: hash }),
      insertAudit(
        { ...studio, requestId: ctx.requestId, now: ctx.now },
        {
          actor,
          action: 'support.visit',
          subjectId,
          reason,
          after: { operator: name, minutes: input.minutes },
        },
      ),
    ])
  } catch (cause) {
    await closeVisit(ctx.db, { visitId: visit.id, now: ctx.now() })
    throw new AppError('unavailable', 'The studio’s database does not answer.', { cause })
  }
  const link = `${originFor(ctx, studio)}/support?token=${secret}`
  return { visitId: visit.id, link, expiresAt: visit.expiresAt }
}

async function openStudio(ctx: OperatorContext, idOrSlug: string): Promise<TenantContext> {
  const [[found]] = await ctx.db.read([
    ctx.db.orm
      .select({ id: tenants.id, status: tenants.status })
      .from(tenants)
      .where(or(eq(tenants.id, idOrSlug), eq(tenants.slug, idOrSlug))),
  ])
  if (!found) throw new AppError('not_found', 'There is no such studio.')
  const record = found.status === 'active' ? await findTenant(ctx.db, found.id) : undefined
  if (!record) {
    throw new AppError('conflict', 'This studio is not open: nobody can enter it.', { reason: 'closed' })
  }
  const studio = await ctx.fleet.openTenant(record)
  if (!knowsVisits(studio)) {
    throw new AppError('conflict', 'The studio’s database is too old: migrate it first.', {
      reason: 'too_old',
    })
  }
  return studio
}

/** The studio's main name, with the scheme and the port that this operator came by. */
function originFor({ origin }: OperatorContext, { tenant }: TenantContext): string {
  const url = new URL(origin)
  return `${url.protocol}//${tenant.primaryHost}${url.port === '' ? '' : `:${url.port}`}`
}
