import { eq } from 'drizzle-orm'
import { legalPages } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { writeIfChanged } from '../../access/write-if-changed.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { forgetCatalogue } from '../../studio/get-catalogue.ts'

/** @throws AppError `unauthorized`, `forbidden`, `not_found` */
export async function deleteLegalPage(ctx: TenantContext, { slug }: { slug: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const isDeleted = await writeIfChanged(ctx.db, [
    ctx.db.orm.delete(legalPages).where(eq(legalPages.slug, slug)),
    insertAudit(ctx, { actor, action: 'legal_page.deleted', subjectId: slug }),
  ])
  forgetCatalogue(ctx)
  if (!isDeleted) throw new AppError('not_found', 'There is no such page.')
}
