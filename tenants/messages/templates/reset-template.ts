import { messageTemplates } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { unlessChanged } from '../../edition.ts'
import { isTemplate, readTemplate, templateName } from './read-templates.ts'
import { insistOnSeen } from './save-template.ts'
import { readTemplateKey, type AskedTemplate } from './template-input.ts'

/**
 * Has the studio say something in the product's words again. Twice is once. `restoreTemplate` takes it back.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `changed_meanwhile`; DatabaseError.
 */
export async function resetTemplate(
  ctx: TenantContext,
  { edition, ...asked }: AskedTemplate & { edition?: number | undefined },
): Promise<void> {
  const actor = requireStaff(ctx, 'messages:change')
  const key = readTemplateKey(asked)
  const before = await readTemplate(ctx, key)
  if (before.edition === 0) return
  const { orm, write } = ctx.db
  await unlessChanged(() =>
    write([
      insistOnSeen(ctx, key, edition ?? before.edition),
      orm.delete(messageTemplates).where(isTemplate(key)),
      insertAudit(ctx, {
        actor,
        action: 'message_template.reset',
        subjectId: templateName(key),
        before: { ...before.texts },
      }),
    ]),
  )
}
