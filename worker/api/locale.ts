import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { chooseLocale } from '../../tenants/studio/choose-locale.ts'
import { locales, type LocalizedText, type Studio } from '../../tenants/studio/get-catalogue.ts'
import { localize } from '../../tenants/studio/localize.ts'
import type { AppEnv } from '../app-env.ts'

/** The language of texts. A language the studio does not speak gives its own first one. */
export const localeQuery = z.object({
  locale: z.enum(locales).optional().openapi({
    description: 'Language of texts; without it `Accept-Language`, then the studio’s first language.',
  }),
})

/** Chooses the language for this answer, says so in its headers, and gives the texts in it. */
export function speak(c: Context<AppEnv>, studio: Studio) {
  const acceptLanguage = c.req.header('accept-language') ?? null
  const locale = chooseLocale({ asked: c.req.query('locale'), acceptLanguage }, studio)
  c.header('Content-Language', locale)
  c.header('Vary', 'Accept-Language')
  return { locale, say: (text: LocalizedText) => localize(text, locale, studio.defaultLocale) }
}
