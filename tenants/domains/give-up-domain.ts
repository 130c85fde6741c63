import { eq } from 'drizzle-orm'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Gives a domain up: nobody is served there any more, the maker of certificates forgets it, and whoever names it next has to
 * prove it anew. What fails half-way is carried on by the same call again: the studio's own row goes last.
 *
 * @throws AppError `unavailable` when the maker of certificates does not answer.
 */
export async function giveUpDomain(
  ctx: TenantContext,
  { host, actor }: { host: string; actor: string },
): Promise<void> {
  const { hosts, certificates } = ctx.domains
  if (!(await hosts.isOthers(host))) {
    await hosts.release(host)
    if (certificates && !(await certificates.remove(host))) {
      throw new AppError('unavailable', 'The certificate cannot be given up at the moment.')
    }
  }
  const { orm, write } = ctx.db
  await write([
    orm.delete(ownDomains).where(eq(ownDomains.host, host)),
    insertAudit(ctx, { actor, action: 'domain.removed', subjectId: host }),
  ])
}
