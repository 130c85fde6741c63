import { and, eq, not } from 'drizzle-orm'
import { uploads } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { isInUse } from './picture-in-use.ts'

/**
 * Removes a picture and its files.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict` (`in_use`) while something shows it.
 */
export async function removePicture(ctx: TenantContext, { uploadId }: { uploadId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { orm, read } = ctx.db
  const isIt = eq(uploads.id, uploadId)
  const [[picture]] = await read([orm.select({ variants: uploads.variants }).from(uploads).where(isIt)])
  if (!picture) throw new AppError('not_found', 'There is no such picture.')
  const isRemoved = await writeIfChanged(ctx.db, [
    orm.delete(uploads).where(and(isIt, not(isInUse))),
    insertAudit(ctx, { actor, action: 'picture.removed', subjectId: uploadId }),
  ])
  if (!isRemoved) {
    throw new AppError('conflict', 'It is shown on the site: choose another there first.', {
      reason: 'in_use',
    })
  }
  await ctx.files.delete(picture.variants.map(({ key }) => key))
}
