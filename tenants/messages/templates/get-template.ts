import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { readTemplate, type Template } from './read-templates.ts'
import { readTemplateKey, type AskedTemplate } from './template-input.ts'

/** @throws AppError `unauthorized`, `forbidden`, `invalid_input` for what is not told; DatabaseError. */
export async function getTemplate(ctx: TenantContext, asked: AskedTemplate): Promise<Template> {
  requireStaff(ctx, 'messages:view')
  return readTemplate(ctx, readTemplateKey(asked))
}
