import { desc, sql } from 'drizzle-orm'
import { uploads } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { isInUse } from './picture-in-use.ts'
import { toPicture, type Picture } from './picture.ts'

export type ListedPicture = Picture & { isInUse: boolean; createdAt: number }

/**
 * The pictures there are for the site, the newest first.
 *
 * @throws AppError `unauthorized`, `forbidden`
 */
export async function listPictures(ctx: TenantContext): Promise<ListedPicture[]> {
  requireStaff(ctx, 'settings:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ picture: uploads, isInUse: sql<number>`${isInUse}` })
      .from(uploads)
      .orderBy(desc(uploads.createdAt), desc(uploads.id)),
  ])
  return rows.map((row) => ({
    ...toPicture(row.picture),
    isInUse: Boolean(row.isInUse),
    createdAt: row.picture.createdAt,
  }))
}
