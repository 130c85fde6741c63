import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { listDomains } from './list-domains.ts'

/**
 * Has links in messages carry that name of the studio's from now on; links that went out before stay good. Whoever has the
 * name has what they lead to: only who has just proven who they are says so.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`, `not_allowed` (`not_ready`) before it works, `unavailable`
 */
export async function chooseMainHost(ctx: TenantContext, { host }: { host: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const { hosts, domains } = await listDomains(ctx)
  const named = domains.find((domain) => domain.host === host)
  if (named && !named.isReady) {
    throw new AppError('not_allowed', 'It does not work yet.', { reason: 'not_ready' })
  }
  const before = hosts.find(({ isMain }) => isMain)?.host
  if (!(await ctx.domains.hosts.makeMain(host))) throw new AppError('not_found', 'There is no such name.')
  await ctx.db.write([
    insertAudit(ctx, {
      actor,
      action: 'domain.main',
      subjectId: host,
      before: { main: before ?? '' },
      after: { main: host },
    }),
  ])
}
