import { eq } from 'drizzle-orm'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { giveUpDomain } from './give-up-domain.ts'
import { findDomain } from './own-domain.ts'

/**
 * Gives a domain up: nobody is served there any more, and whoever names it next has to prove it anew. What fails half-way
 * is carried on by the same call again: the studio's own row goes last.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`, `conflict` (`is_here`) for the
 *   name that whoever asks came by, `unavailable` when the certificate's maker does not answer.
 */
export async function removeDomain(ctx: TenantContext, { host }: { host: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const { provenAt } = await findDomain(ctx, host)
  if (new URL(ctx.origin).hostname === host) {
    throw new AppError('conflict', 'You are here by this very name.', { reason: 'is_here' })
  }
  // One that was never the studio's has nothing else to be given up.
  if (provenAt !== null) return giveUpDomain(ctx, { host, actor })
  const { orm, write } = ctx.db
  await write([
    orm.delete(ownDomains).where(eq(ownDomains.host, host)),
    insertAudit(ctx, { actor, action: 'domain.removed', subjectId: host }),
  ])
}
