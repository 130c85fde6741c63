import { and, desc, eq } from 'drizzle-orm'
import { auditLog } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { hours } from '../../durations.ts'
import { unlessChanged } from '../../edition.ts'
import { AppError } from '../../errors.ts'
import { readTemplate, templateName, type Template } from './read-templates.ts'
import { insistOnSeen, putTemplate } from './save-template.ts'
import { readTemplateKey, readTexts, type AskedTemplate } from './template-input.ts'

const UNDO_MS = hours(1)

/**
 * Takes back that a text was reset, within the hour.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_allowed` (`nothing_to_undo`), `changed_meanwhile`.
 */
export async function restoreTemplate(ctx: TenantContext, asked: AskedTemplate): Promise<Template> {
  const actor = requireStaff(ctx, 'messages:change')
  const key = readTemplateKey(asked)
  const { orm, read, write } = ctx.db
  const [[last]] = await read([
    orm
      .select({ action: auditLog.action, before: auditLog.before, at: auditLog.at })
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, templateName(key))))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(1),
  ])
  if (last?.action !== 'message_template.reset' || last.at <= ctx.now() - UNDO_MS) {
    throw new AppError('not_allowed', 'There is nothing to take back any more.', {
      reason: 'nothing_to_undo',
    })
  }
  const texts = readTexts(key, last.before ?? {})
  await unlessChanged(() =>
    write([
      insistOnSeen(ctx, key, 0),
      putTemplate(ctx, { ...key, texts, author: actor }),
      insertAudit(ctx, {
        actor,
        action: 'message_template.restored',
        subjectId: templateName(key),
        after: { ...texts },
      }),
    ]),
  )
  return readTemplate(ctx, key)
}
