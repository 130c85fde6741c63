import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { legalPages, locales, type LegalPageRow } from '../../../db/tenant/schema/index.ts'
import { insistOn } from '../../access/insist-on.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { insistOnEdition, unlessChanged } from '../../edition.ts'
import { AppError, isAppError } from '../../errors.ts'
import { paragraph } from '../../input-parts.ts'
import { invalidFields, parseInput } from '../../parse-input.ts'
import { forgetCatalogue } from '../../studio/get-catalogue.ts'

const MAX_PAGES = 20
export const MAX_LEGAL_TEXT = 20_000

const legalPageInput = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'not_a_slug')
    // In the admin that is the form of a page that is not there yet: nobody could change or delete this one.
    .refine((slug) => slug !== 'new', 'taken'),
  title: z.partialRecord(z.enum(locales), paragraph(80)),
  /** Markdown. */
  body: z.partialRecord(z.enum(locales), paragraph(MAX_LEGAL_TEXT)),
  position: z.int().min(0).max(1_000).optional(),
})

/**
 * Writes a page of the studio's own, such as its imprint. A language that is not given stays as it is, an empty one goes.
 * With an `edition` it has to be there, and as it was seen; without one it is new.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input` (`slug.taken`), `not_found`, `not_allowed` (`too_many_pages`),
 *   `changed_meanwhile`
 */
export async function saveLegalPage(
  ctx: TenantContext,
  { edition, ...given }: z.input<typeof legalPageInput> & { edition?: number | undefined },
): Promise<LegalPageRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const { slug, title, body, position } = parseInput(legalPageInput, given)
  const { orm, read, write } = ctx.db
  const isIt = eq(legalPages.slug, slug)
  const [[before], [counted]] = await read([
    orm.select().from(legalPages).where(isIt),
    orm.select({ pages: sql<number>`count(*)` }).from(legalPages),
  ])
  if (edition === undefined && before) throw isTaken()
  if (edition !== undefined && !before) throw new AppError('not_found', 'There is no such page any more.')
  if (!before && (counted?.pages ?? 0) >= MAX_PAGES) {
    throw new AppError('not_allowed', 'These are many pages: delete one first.', { reason: 'too_many_pages' })
  }
  const row = {
    slug,
    title: withoutEmpty({ ...before?.title, ...title }),
    body: withoutEmpty({ ...before?.body, ...body }),
    position: position ?? before?.position ?? 0,
    updatedAt: ctx.now(),
  }
  if (Object.keys(row.title).length === 0) {
    throw invalidFields([{ path: 'title', code: 'required', message: 'This is needed.' }])
  }
  await unlessChanged(() =>
    write([
      edition === undefined
        ? insistOn(ctx.db, sql`NOT EXISTS (SELECT 1 FROM ${legalPages} WHERE ${isIt})`)
        : insistOnEdition(ctx.db, { table: legalPages, isIt, edition }),
      orm.insert(legalPages).values(row).onConflictDoUpdate({ target: legalPages.slug, set: row }),
      insertAudit(ctx, { actor, action: 'legal_page.saved', subjectId: slug }),
    ]),
  ).catch((error: unknown) => {
    throw edition === undefined && isAppError(error, 'changed_meanwhile') ? isTaken() : error
  })
  forgetCatalogue(ctx)
  return { ...row, edition: (before?.edition ?? 0) + 1 }
}

const isTaken = () =>
  invalidFields([{ path: 'slug', code: 'taken', message: 'There is a page at this address.' }])

function withoutEmpty<Spoken extends object>(spoken: Spoken): Spoken {
  // Nothing but entries of it.
  return Object.fromEntries(Object.entries(spoken).filter(([, words]) => words !== '')) as Spoken
}
