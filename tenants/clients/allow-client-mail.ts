import { and, eq, isNotNull } from 'drizzle-orm'
import { clients } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { requireKnown } from './require-known.ts'

/**
 * Has mail go to a client's address again that was bounced or called unwanted, as staff know better by now; a trainer for
 * one of their own. Of one where nothing was, nothing changes.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); DatabaseError.
 */
export async function allowClientMail(ctx: TenantContext, { clientId }: { clientId: string }): Promise<void> {
  const staff = requireReach(ctx, 'clients:change')
  const { mailRefusal } = await requireKnown(ctx, { ...staff, clientId })
  const { orm } = ctx.db
  await writeIfChanged(ctx.db, [
    orm
      .update(clients)
      .set({ mailRefusedAt: null, mailRefusal: null })
      .where(and(eq(clients.id, clientId), isNotNull(clients.mailRefusedAt))),
    insertAudit(ctx, {
      actor: staff.actor,
      action: 'client.mail_allowed',
      subjectId: clientId,
      before: { reason: mailRefusal },
    }),
  ])
}
