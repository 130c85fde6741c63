import { eq } from 'drizzle-orm'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { readMailSettings } from './get-mail-sender.ts'
import { noAnswer } from './no-answer.ts'

/**
 * Gives the sender's domain up: mail comes from the platform's address again, and the vendor forgets it. What fails
 * half-way is carried on by the same call again: the studio's own row goes last.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `unavailable` when the vendor does not answer.
 */
export async function removeMailDomain(ctx: TenantContext): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { mailDomain: domain, mailDomainId: id } = await readMailSettings(ctx)
  if (domain === null) throw new AppError('not_found', 'There is no domain to remove.')
  const { vendor, names } = ctx.mailDomains
  const { orm } = ctx.db
  // One that went to another studio is theirs at the vendor, too.
  if (await names.holds(domain)) {
    if (id !== null && !(await vendor?.remove(id))) throw noAnswer()
    await names.release(domain)
  }
  await writeIfChanged(ctx.db, [
    orm
      .update(messageSettings)
      .set({
        mailDomain: null,
        mailDomainId: null,
        mailDomainState: 'none',
        mailDomainRecords: [],
        mailDomainCheckedAt: null,
        mailDomainSince: null,
      })
      .where(eq(messageSettings.mailDomain, domain)),
    insertAudit(ctx, { actor, action: 'mail_domain.removed', subjectId: domain }),
  ])
}
