import { requireStaff } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { readTemplates, type Template } from './read-templates.ts'

/**
 * What the studio says, of every kind, on every channel, in every language: in the order of the kinds.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listTemplates(ctx: TenantContext): Promise<Template[]> {
  requireStaff(ctx, 'messages:view')
  return readTemplates(ctx)
}
