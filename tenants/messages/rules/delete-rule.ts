import { eq } from 'drizzle-orm'
import { notificationRules } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { findRule } from './change-rule.ts'
import { writeRules } from './write-rules.ts'

/**
 * Takes something away that was sent. Reminders that were planned for it are not sent either.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function deleteRule(ctx: TenantContext, { ruleId }: { ruleId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'messages:change')
  const { edition: _edition, ...before } = await findRule(ctx, ruleId)
  const { kind, serviceId } = before
  await writeRules(ctx, {
    statements: [ctx.db.orm.delete(notificationRules).where(eq(notificationRules.id, ruleId))],
    audit: { actor, action: 'notification_rule.deleted', before },
    ...(kind === 'reminder' ? { reminders: { serviceId } } : {}),
  })
}
