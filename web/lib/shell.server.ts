import type { TenantContext } from '../../tenants/context.ts'
import { locales, type Locale } from '../../tenants/studio/get-catalogue.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { wordsOf } from '../i18n/translator.server.ts'
import { deskTheme } from '../theme/desk-theme.ts'
import { themeColor, themeVersion } from '../theme/render-theme-css.ts'
import { fontsToPreload, typePairs } from '../theme/type-pairs.ts'
import { readCookie } from './cookies.ts'
import { contactOf } from './contact.server.ts'
import { isDeskPath, isEmbedPath, isOfflinePath, isPreviewPath } from './desk-path.ts'
import { initialsOf } from './initials.ts'
import { knownSite, knownStudio } from './known-studio.server.ts'
import { localeOf } from './portal.server.ts'
import { drafted } from './preview.server.ts'
import { findPicture } from '../views/picture-view.server.ts'
import { socialLinks } from '../views/social-view.server.ts'

/** What frames every page, also one that says something went wrong. */
export type Shell = Awaited<ReturnType<typeof makeShell>>['shell']

/** What each language calls itself. */
export const languageNames: Record<Locale, string> = { en: 'English', bg: 'Български' }

/** The studio's frame for this request, and whether its language has to be remembered. Never throws. */
export async function makeShell(asked: TenantContext, request: Request) {
  const url = new URL(request.url)
  const { pathname } = url
  const isPreview = isPreviewPath(pathname)
  const isEmbed = isEmbedPath(pathname)
  const ctx = isPreview ? await drafted(asked, url) : asked
  const [studio, { hasClasses, legalPages, pictures }] = await Promise.all([knownStudio(ctx), knownSite(ctx)])
  const isDesk = isDeskPath(pathname)
  const prefix = studio.locales.find((locale) => locale === pathname.split('/')[1])
  const locale = localeOf({ ctx, request, prefix, studio })
  const theme = isDesk ? deskTheme(studio.theme) : studio.theme
  const name = localize(studio.studioName, locale, studio.defaultLocale)
  const shell = {
    /** Of the studio's admin: without the header and footer that clients see. */
    isDesk,
    /** To be looked at: nothing in it can be pressed. */
    isPreview,
    /** In other sites' frames. */
    isEmbed,
    /** As it is sent, and no more: only to be looked at, in somebody else's page, or without a connection. */
    isStill: isPreview || isEmbed || isOfflinePath(pathname),
    locale,
    prefix: prefix ? `/${prefix}` : '',
    name,
    initials: initialsOf(name),
    tagline: localize(studio.tagline, locale, studio.defaultLocale),
    look: {
      hero: theme.hero,
      corners: theme.corners,
      density: theme.density,
      mood: theme.mood,
      type: theme.typePair,
      pattern: theme.pattern,
    },
    themeHref: isPreview
      ? `/admin/site/theme.css${url.search}`
      : `/theme/${isDesk ? 'desk-' : ''}${themeVersion(theme)}.css`,
    themeColor: themeColor(theme),
    fonts: fontsToPreload(typePairs[theme.typePair], locale === 'bg' ? 'cyrillic' : 'latin'),
    languages: locales
      .filter((code) => studio.locales.includes(code))
      .map((code) => ({ code, name: languageNames[code] })),
    contact: contactOf(studio),
    ...signsOf({ catalogue: { studio, pictures }, locale }),
    social: socialLinks(studio),
    legal: legalPages.map(({ slug, title }) => ({
      slug,
      title: localize(title, locale, studio.defaultLocale),
    })),
    hasClasses,
    /** What clients are told of the platform's maintenance; empty: nothing. */
    notice: isEmbed || isPreview ? '' : noticeIn(await ctx.notices(), locale),
    person: personLink(ctx, { prefix: prefix ? `/${prefix}` : '', locale }),
    origin: ctx.origin,
    requestId: ctx.requestId,
    words: { ...wordsOf(locale, 'shell'), errors: wordsOf(locale, 'errors') },
    deskErrors: isDesk ? wordsOf(locale, 'admin').errors : null,
  }
  const isNews = !isEmbed && prefix !== undefined && readCookie(request, 'lang') !== prefix
  return { shell, rememberLocale: isNews ? prefix : undefined }
}

function noticeIn(notices: Awaited<ReturnType<TenantContext['notices']>>, locale: Locale): string {
  return notices
    .filter(({ audience }) => audience === 'everyone')
    .map(({ text }) => text[locale])
    .join(' ')
}

/** Wider than this it has the studio's name in it. */
const WORDMARK_RATIO = 1.6
const DRAWN_ICON = { href: '/favicon.svg', type: 'image/svg+xml' }

/**
 * The studio's logo, whether its name stands beside it, and the sign in the browser's tab: the logo itself, unless it is too
 * long to be read there, or none.
 */
function signsOf(shown: Parameters<typeof findPicture>[0]) {
  const found = findPicture(shown, shown.catalogue.studio.site.logoId)
  const logo = found && { ...found, isWordmark: found.width / found.height > WORDMARK_RATIO }
  if (!logo || logo.isWordmark || logo.height / logo.width > WORDMARK_RATIO) return { logo, icon: DRAWN_ICON }
  return { logo, icon: { href: logo.src, type: logo.src.endsWith('.svg') ? 'image/svg+xml' : 'image/webp' } }
}

/** The way in, or to what is one's own: who that is, the Worker knows already. */
function personLink({ login }: TenantContext, { prefix, locale }: { prefix: string; locale: Locale }) {
  const { link, account, admin } = wordsOf(locale, 'signIn')
  if (!login) return { href: `${prefix}/sign-in`, label: link }
  if (login.staff && login.clientId === null) return { href: '/admin', label: admin }
  return { href: `${prefix}/account`, label: account }
}
