import { and, eq } from 'drizzle-orm'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import type { Mail, MailPort, MailResult } from '../messages/mail-port.ts'

/**
 * Sends a mail. When the vendor takes none from the studio's own address any more, as its records are gone, it goes from the
 * platform's at once, and so do those after it until the domain is found again: no mail is late for that, and one studio's
 * DNS says nothing about the vendor.
 *
 * @throws DatabaseError
 */
export async function sendMail(ctx: TenantContext, port: MailPort, mail: Mail): Promise<MailResult> {
  const result = await port.send(mail)
  if (result.ok || !result.isSenderRefused) return result
  const { platformAddress } = ctx.mailDomains
  const [, own = '', domain = ''] = /([^\s<>"]+@([^\s<>"]+))>?$/.exec(mail.from) ?? []
  if (own === '' || own === platformAddress) return result
  await loseMailDomain(ctx, domain)
  return port.send({ ...mail, from: mail.from.replace(own, platformAddress) })
}

/** What the vendor refuses is not verified, whatever it said before; it is asked again soon. */
async function loseMailDomain(ctx: TenantContext, domain: string): Promise<void> {
  const isOurs = and(eq(messageSettings.mailDomain, domain), eq(messageSettings.mailDomainState, 'verified'))
  await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(messageSettings)
      .set({ mailDomainState: 'failed', mailDomainSince: ctx.now(), mailDomainCheckedAt: null })
      .where(isOurs),
    insertAudit(ctx, { actor: 'system', action: 'mail_domain.failed', subjectId: domain }),
  ])
}
