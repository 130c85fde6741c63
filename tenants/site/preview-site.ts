import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { uploads } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue, showCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { toPicture } from '../uploads/picture.ts'
import { applyDraft } from './apply-draft.ts'
import { contentFields, textFields, themeFields } from './site-input.ts'

/** What somebody is about to publish: whatever of it is not right yet is left as it is published. */
export type SiteDraft = { theme?: unknown; content?: unknown; texts?: unknown }

/**
 * A context in which the studio's site is as it would be with a draft: for showing it to who is writing it, and to nobody
 * else. Nothing is kept.
 *
 * @throws AppError `unauthorized`, `forbidden`
 */
export async function previewSite(ctx: TenantContext, draft: SiteDraft): Promise<TenantContext> {
  requireStaff(ctx, 'settings:view')
  const catalogue = await getCatalogue(ctx)
  const { studio } = catalogue
  const { theme, content, texts } = applyDraft(
    {
      edition: studio.edition,
      theme: studio.theme,
      content: studio.site,
      texts: { tagline: studio.tagline, about: studio.about, policy: studio.policy },
      locales: studio.locales,
      defaultLocale: studio.defaultLocale,
    },
    {
      theme: takeRight(themeFields, draft.theme),
      content: takeRight(contentFields, draft.content),
      texts: takeRight(textFields, draft.texts),
    },
  )
  const shown = { ...ctx }
  showCatalogue(shown, {
    ...catalogue,
    studio: { ...studio, theme, site: content, ...texts },
    pictures: await withPictures(ctx, catalogue, [content.logoId, content.heroPhotoId]),
  })
  return shown
}

/** The fields that are as they should be. */
function takeRight<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: unknown,
): Partial<z.output<z.ZodObject<Shape>>> {
  const fields = typeof given === 'object' && given !== null ? Object.entries(given) : []
  const right = fields.flatMap(([name, value]) => {
    const parsed = z
      .object(shape)
      .partial()
      .safeParse({ [name]: value })
    return parsed.success ? Object.entries(parsed.data) : []
  })
  // Each was read by its own field of the shape.
  return Object.fromEntries(right) as Partial<z.output<z.ZodObject<Shape>>>
}

async function withPictures(
  { db }: TenantContext,
  { pictures }: Catalogue,
  ids: (string | null | undefined)[],
) {
  const missing = ids.filter((id) => typeof id === 'string').filter((id) => !pictures.has(id))
  if (missing.length === 0) return pictures
  const [rows] = await db.read([db.orm.select().from(uploads).where(inArray(uploads.id, missing))])
  return new Map([...pictures, ...rows.map((row) => [row.id, toPicture(row)] as const)])
}
