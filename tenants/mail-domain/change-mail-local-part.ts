import { and, ne, sql } from 'drizzle-orm'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { readMailSettings, toMailSender, type MailSender } from './get-mail-sender.ts'
import { readLocalPart } from './read-sender.ts'

/**
 * Changes what stands before the @ of the studio's own domain.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` for `localPart`, `unavailable`
 */
export async function changeMailLocalPart(
  ctx: TenantContext,
  { localPart: typed }: { localPart: string },
): Promise<MailSender> {
  const actor = requireStaff(ctx, 'settings:change')
  const mailLocalPart = readLocalPart(typed)
  const before = await readMailSettings(ctx)
  await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(messageSettings)
      .set({ mailLocalPart })
      .where(and(sql`id = 1`, ne(messageSettings.mailLocalPart, mailLocalPart))),
    insertAudit(ctx, {
      actor,
      action: 'mail_domain.address',
      subjectId: before.mailDomain ?? '',
      before: { localPart: before.mailLocalPart },
      after: { localPart: mailLocalPart },
    }),
  ])
  return toMailSender(ctx, { ...before, mailLocalPart })
}
