import { requireStaff } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import { deleteLegalPage } from '../../../../tenants/site/legal/delete-legal-page.ts'
import { getLegalPage } from '../../../../tenants/site/legal/get-legal-page.ts'
import { MAX_LEGAL_TEXT, saveLegalPage } from '../../../../tenants/site/legal/save-legal-page.ts'
import type { Locale } from '../../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { parseJson } from '../../../lib/read-form.server.ts'
import { readParts, textsOf } from '../../../lib/read-parts.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { mendEdited } from '../edited.server.ts'
import { languagesOf, type Values } from '../form-values.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { readSeen, seenText } from '../seen-form.server.ts'
import { donePath } from '../toast.server.ts'
import { siteParts } from './site-view.server.ts'

const LEGAL_PATH = '/admin/site/legal'

/** The studio's own pages, in their order. */
export async function legalPagesPage(desk: Desk) {
  const { ctx, words, catalogue, text, mayAny } = desk
  requireStaff(ctx, 'settings:view')
  const labels = words('site')
  return {
    pageTitle: titleOf(desk, labels.legal.title),
    parts: siteParts(desk),
    mayChange: mayAny('settings:change'),
    pages: catalogue.legalPages.map(({ slug, title }) => ({
      slug,
      title: text(title),
      href: `${LEGAL_PATH}/${slug}`,
    })),
    words: labels,
  }
}

/** One of them in one language, to be written. `new` is one that is not there yet. */
export async function legalPagePage(desk: Desk) {
  const { ctx, words, params, text } = desk
  requireStaff(ctx, 'settings:change')
  const labels = words('site')
  const language = languageIn(desk)
  const page = params['slug'] === undefined ? null : await getLegalPage(ctx, { slug: params['slug'] })
  const title = page ? text(page.title) : labels.legal.add
  const values = page ? valuesOf(page, language) : { slug: '', title: '', body: '', position: '0' }
  return {
    pageTitle: titleOf(desk, title),
    title,
    isNew: page === null,
    edition: page ? seenText(page.edition, values) : '',
    values,
    language,
    languages: page
      ? languagesOf(desk).map(({ locale, name }) => ({
          name,
          href: `${LEGAL_PATH}/${page.slug}?in=${locale}`,
          isCurrent: locale === language,
        }))
      : [],
    seeHref: page ? `/${language}/legal/${page.slug}` : null,
    longest: MAX_LEGAL_TEXT,
    words: labels,
  }
}

export type LegalPagePage = Awaited<ReturnType<typeof legalPagePage>>

/** Writes the page, or deletes it. */
export async function legalPageAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, params, words } = desk
  const typed = textsOf(await readParts(request), MAX_LEGAL_TEXT + 1)
  const { errors } = words('site')
  const known = params['slug']
  if (known !== undefined && typed['intent'] === 'delete') {
    return mend(desk, { errors }, async () => {
      await deleteLegalPage(ctx, { slug: known })
      return { location: donePath(LEGAL_PATH, 'saved') }
    })
  }
  const language = languageIn(desk)
  const values: Values = { ...typed, slug: known ?? typed['slug'] ?? '' }
  const seen = readSeen(parseJson(typed['edition'] ?? ''))
  const save = async (): Promise<CarriedOut> => {
    const edition = known === undefined ? undefined : (seen.edition ?? 0)
    const { slug } = await saveLegalPage(ctx, { ...toPage(values, language), edition }).catch(
      (error: unknown) => {
        throw withoutLanguage(error)
      },
    )
    return { location: donePath(withQuery(`${LEGAL_PATH}/${slug}`, { in: language }), 'saved') }
  }
  if (known === undefined) return mend(desk, { errors, values }, save)
  const { legal } = words('site')
  const labels = { title: legal.name, body: legal.body, position: legal.position }
  const readCurrent = async () => {
    const current = await getLegalPage(ctx, { slug: known })
    return { edition: current.edition, values: valuesOf(current, language) }
  }
  return mendEdited(desk, { errors, values, seen, subjectId: known, readCurrent, labels }, save)
}

function toPage({ slug = '', title = '', body = '', position = '' }: Values, language: Locale) {
  return {
    slug: slug.trim().toLowerCase(),
    title: { [language]: title },
    body: { [language]: body },
    position: /^\d{1,3}$/.test(position.trim()) ? Number(position) : 0,
  }
}

function valuesOf(page: Awaited<ReturnType<typeof getLegalPage>>, language: Locale): Values {
  return {
    slug: page.slug,
    title: page.title[language] ?? '',
    body: page.body[language] ?? '',
    position: String(page.position),
  }
}

/** The language that is being written: it stands in the address. */
function languageIn({ url, studio }: Desk): Locale {
  const asked = url.searchParams.get('in')
  return studio.locales.find((locale) => locale === asked) ?? studio.defaultLocale
}

/** The form has one language at a time: its fields are called without it. */
function withoutLanguage(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.details.errors) return error
  const errors = error.details.errors.map(({ path, ...fault }) => ({
    ...fault,
    path: path.replace(new RegExp(`\\.(${Object.keys(languageNames).join('|')})$`), ''),
  }))
  return new AppError(error.code, error.message, { ...error.details, errors })
}
