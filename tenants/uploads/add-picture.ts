import { z } from 'zod'
import { sql } from 'drizzle-orm'
import { locales, uploads, type UploadRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { toPicture, uploadPurposes, type Picture } from './picture.ts'
import { prunePictures } from './prune-pictures.ts'
import { remakePicture } from './remake-picture.ts'

/** Enough for every trainer and every service of a large studio. */
const MAX_PICTURES = 300

export const altInput = z.partialRecord(z.enum(locales), paragraph(200)).default({})
const pictureInput = z.object({ purpose: z.enum(uploadPurposes), alt: altInput })

/**
 * Takes a picture for the studio's site: what is kept is made anew from what was sent. It is not shown before something
 * (the site, a trainer, a service) names it; one that nothing names for a day goes again.
 *
 * @throws AppError `unauthorized`, `forbidden`, `payload_too_large`, `invalid_input` (see `remakePicture`), `not_allowed`
 *   (`quota`) when the studio has as many as it may.
 */
export async function addPicture(
  ctx: TenantContext,
  { bytes, ...about }: { bytes: () => Promise<Uint8Array> } & z.input<typeof pictureInput>,
): Promise<Picture> {
  const actor = requireStaff(ctx, 'settings:change')
  const { purpose, alt } = parseInput(pictureInput, about)
  await prunePictures(ctx)
  const { orm, read, write } = ctx.db
  const [[counted]] = await read([orm.select({ pictures: sql<number>`count(*)` }).from(uploads)])
  if ((counted?.pictures ?? 0) >= MAX_PICTURES) {
    const sentence = `There are ${MAX_PICTURES} pictures already: remove what is not used.`
    throw new AppError('not_allowed', sentence, { reason: 'quota' })
  }
  const { files, ...made } = await remakePicture(ctx, { bytes: await bytes(), purpose })

  const id = makeId('upl')
  const variants = files.map(({ name, bytes: content, ...size }) => ({
    key: `uploads/${id}/${name}`,
    bytes: content.length,
    ...size,
  }))
  const row: UploadRow = { id, purpose, ...made, variants, alt, author: actor, createdAt: ctx.now() }
  try {
    await Promise.all(
      files.map(({ name, bytes: content, contentType }) =>
        ctx.files.put(`uploads/${id}/${name}`, content, { contentType }),
      ),
    )
    await write([
      orm.insert(uploads).values(row),
      insertAudit(ctx, { actor, action: 'picture.added', subjectId: id, after: { purpose } }),
    ])
  } catch (error) {
    await ctx.files.delete(variants.map(({ key }) => key))
    throw error
  }
  return toPicture(row)
}
