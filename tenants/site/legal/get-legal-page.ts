import { eq } from 'drizzle-orm'
import { legalPages, type LegalPageRow } from '../../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/**
 * One of the studio's own pages, for anybody.
 *
 * @throws AppError `not_found`
 */
export async function getLegalPage(
  { db }: Pick<TenantContext, 'db'>,
  { slug }: { slug: string },
): Promise<LegalPageRow> {
  const [[page]] = await db.read([db.orm.select().from(legalPages).where(eq(legalPages.slug, slug))])
  if (!page) throw new AppError('not_found', 'There is no such page.')
  return page
}
