import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { parseAccept } from 'hono/utils/accept'
import { locales, type Locale, type LocalizedText, type Studio } from '../../tenants/studio/get-catalogue.ts'
import { localize } from '../../tenants/studio/localize.ts'
import type { AppEnv } from '../app-env.ts'

/** The language of texts. A language the studio does not speak gives its own first one. */
export const localeQuery = z.object({
  locale: z.enum(locales).optional().openapi({
    description: 'Language of texts; without it `Accept-Language`, then the studio’s first language.',
  }),
})

/** Chooses the language for this answer, says so in its headers, and gives the texts in it. */
export function speak(c: Context<AppEnv>, { locales: offered, defaultLocale }: Studio) {
  const accepted = parseAccept(c.req.header('accept-language') ?? '').filter(({ q }) => q > 0)
  const wanted = [c.req.query('locale'), ...accepted.map(({ type }) => type.split('-')[0]?.toLowerCase())]
  const locale: Locale =
    wanted.map((one) => offered.find((known) => known === one)).find((one) => one !== undefined) ??
    defaultLocale
  c.header('Content-Language', locale)
  c.header('Vary', 'Accept-Language')
  return { locale, say: (text: LocalizedText) => localize(text, locale, defaultLocale) }
}
