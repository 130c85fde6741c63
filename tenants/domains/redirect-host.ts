import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Sends whoever comes by one of the studio's names to its main one, with what they asked for, or serves them there again. It
 * says nothing of the main name itself.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `unavailable`
 */
export async function redirectHost(
  ctx: TenantContext,
  { host, redirects }: { host: string; redirects: boolean },
): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  if (!(await ctx.domains.hosts.redirect(host, redirects))) {
    throw new AppError('not_found', 'There is no such name.')
  }
  await ctx.db.write([
    insertAudit(ctx, { actor, action: 'domain.redirect', subjectId: host, after: { redirects } }),
  ])
}
