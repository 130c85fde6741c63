import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { uploads, type LocalizedText } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { altInput } from './add-picture.ts'
import { toPicture, type Picture } from './picture.ts'

const describeInput = z.object({ alt: altInput })

/**
 * Changes what is said in place of a picture, in every language at once.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`
 */
export async function describePicture(
  ctx: TenantContext,
  { uploadId, ...change }: { uploadId: string; alt: LocalizedText },
): Promise<Picture> {
  const actor = requireStaff(ctx, 'settings:change')
  const { alt } = parseInput(describeInput, change)
  const { orm, read } = ctx.db
  const isIt = eq(uploads.id, uploadId)
  const [[picture]] = await read([orm.select().from(uploads).where(isIt)])
  const isChanged =
    picture &&
    (await writeIfChanged(ctx.db, [
      orm.update(uploads).set({ alt }).where(isIt),
      insertAudit(ctx, {
        actor,
        action: 'picture.described',
        subjectId: uploadId,
        before: { alt: picture.alt },
        after: { alt },
      }),
    ]))
  if (!isChanged) throw new AppError('not_found', 'There is no such picture.')
  forgetCatalogue(ctx)
  return toPicture({ ...picture, alt })
}
