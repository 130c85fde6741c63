import { eq, inArray } from 'drizzle-orm'
import { settings, uploads } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import type { FieldError } from '../errors.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { prunePictures } from '../uploads/prune-pictures.ts'
import { applyDraft } from './apply-draft.ts'
import { readSite } from './get-site.ts'
import { siteInput, type Site, type SiteInput } from './site-input.ts'

/**
 * Publishes another look, other pictures, sections and words, all at once: what is not given stays. Colours may be any:
 * what is written on them is made readable where they are drawn (`web/theme/`).
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `changed_meanwhile`
 */
export async function changeSite(
  ctx: TenantContext,
  { edition, ...changes }: SiteInput & { edition?: number | undefined },
): Promise<Site> {
  const actor = requireStaff(ctx, 'settings:change')
  const draft = parseInput(siteInput, changes)
  const before = await readSite(ctx)
  const after = applyDraft(before, draft)
  await requirePictures(ctx, after)

  const { orm, write } = ctx.db
  const isIt = eq(settings.id, 1)
  // The whole look is written: what somebody else published since it was read would be lost.
  const seen = edition ?? before.edition
  await unlessChanged(() =>
    write([
      insistOnEdition(ctx.db, { table: settings, isIt, edition: seen }),
      orm
        .update(settings)
        .set({ ...toColumns(after), updatedAt: ctx.now() })
        .where(isIt),
      insertAudit(ctx, {
        actor,
        action: 'site.changed',
        subjectId: 'studio',
        ...changesOf(toColumns(before), toColumns(after)),
      }),
    ]),
  )
  forgetCatalogue(ctx)
  await prunePictures(ctx)
  return { ...after, edition: before.edition + 1 }
}

/** Nobody shows a picture that is not there, nor one that was made for something else. */
async function requirePictures({ db }: TenantContext, { content }: Site): Promise<void> {
  const wanted = { logoId: content.logoId, heroPhotoId: content.heroPhotoId }
  const ids = Object.values(wanted).filter((id) => id !== undefined && id !== null)
  if (ids.length === 0) return
  const [found] = await db.read([
    db.orm.select({ id: uploads.id, purpose: uploads.purpose }).from(uploads).where(inArray(uploads.id, ids)),
  ])
  const purposes = { logoId: 'logo', heroPhotoId: 'hero' } as const
  const missing = Object.entries(purposes).flatMap(([field, purpose]): FieldError[] => {
    const id = field === 'logoId' ? wanted.logoId : wanted.heroPhotoId
    if (!id || found.some((one) => one.id === id && one.purpose === purpose)) return []
    return [{ path: `content.${field}`, code: 'not_there', message: 'There is no such picture any more.' }]
  })
  if (missing.length > 0) throw invalidFields(missing)
}

function toColumns({ theme, content, texts }: Site) {
  return { theme, site: content, ...texts }
}
