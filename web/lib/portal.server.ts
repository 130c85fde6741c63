import { data, redirect, type LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { TenantContext } from '../../tenants/context.ts'
import { AppError } from '../../tenants/errors.ts'
import {
  getCatalogue,
  locales,
  type Catalogue,
  type Locale,
  type LocalizedText,
  type Studio,
} from '../../tenants/studio/get-catalogue.ts'
import { chooseLocale } from '../../tenants/studio/choose-locale.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import type { Messages } from '../i18n/en.ts'
import { translator, wordsOf, type Translate } from '../i18n/translator.server.ts'
import { tenantOf, type LoadContext } from '../load-context.ts'
import { readCookie } from './cookies.ts'
import { isDeskPath, isEmbedPath, isPreviewPath } from './desk-path.ts'
import { makeFormat, type Format } from './format.server.ts'
import { logFailure } from './log-failure.server.ts'

/** What went wrong, as pages show it (`components/error-page.tsx`). */
export type PageError = { code: AppError['code']; requestId: string }

/** A request to the portal with all that pages are made from. */
export type Portal = {
  ctx: TenantContext
  request: Request
  url: URL
  params: Record<string, string | undefined>
  catalogue: Catalogue
  studio: Studio
  locale: Locale
  say: Translate
  format: Format
  /** The fixed words of one part of the interface. */
  words: <Part extends keyof Messages>(part: Part) => Messages[Part]
  /** What the studio wrote, in the visitor's language. */
  text: (text: LocalizedText) => string
  /** A path of this site in the language of this page's path. */
  path: (to: string) => string
}

/** Makes a loader or an action: opens the studio for it, and turns what verbs throw into pages of the right status. */
export function inPortal<Result>(handle: (portal: Portal) => Promise<Result>) {
  return async (args: LoaderFunctionArgs): Promise<Result> => {
    try {
      return await handle(await openPortal(args))
    } catch (error) {
      throw toPage(error, args.context)
    }
  }
}

/** The same for a file: what goes wrong is one line of text, for there is no page to show it on. */
export function inPortalFile(handle: (portal: Portal) => Promise<Response>) {
  return async (args: LoaderFunctionArgs): Promise<Response> => {
    try {
      return await handle(await openPortal(args))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const failure = toAppError(error)
      report(failure, args.context)
      return new Response(`${failure.message}\n`, { status: failure.status })
    }
  }
}

async function openPortal({ context, request, params }: LoaderFunctionArgs): Promise<Portal> {
  const ctx = tenantOf(context)
  const url = new URL(request.url)
  const prefix = prefixOf(params['lang'])
  const catalogue = await getCatalogue(ctx)
  const { studio } = catalogue
  if (prefix && !studio.locales.includes(prefix)) throw redirect(url.pathname.slice(3) || '/')

  const locale = localeOf({ ctx, request, prefix, studio })
  const say = translator(locale)
  return {
    ctx,
    request,
    url,
    params,
    catalogue,
    studio,
    locale,
    say,
    format: makeFormat({ locale, currency: studio.currency, now: ctx.now(), say }),
    words: (part) => wordsOf(locale, part),
    text: (text) => localize(text, locale, studio.defaultLocale),
    path: (to) => (prefix ? `/${prefix}${to === '/' ? '' : to}` : to),
  }
}

/** The language at the beginning of the path; anything else there is a page that does not exist. */
function prefixOf(lang: string | undefined): Locale | undefined {
  if (lang === undefined) return undefined
  const prefix = locales.find((locale) => locale === lang)
  if (!prefix) throw new AppError('not_found', 'There is no such page.')
  return prefix
}

type LocaleOptions = { ctx: TenantContext; request: Request; prefix: string | undefined; studio: Studio }

/** The language this request is answered in: in the admin that of whoever works there. */
export function localeOf({ ctx, request, prefix, studio }: LocaleOptions): Locale {
  const { pathname, searchParams } = new URL(request.url)
  if (ctx.login && isDeskPath(pathname)) return ctx.login.user.locale
  return chooseLocale(
    {
      asked: isPreviewPath(pathname) ? (searchParams.get('lang') ?? undefined) : prefix,
      remembered: isEmbedPath(pathname) ? undefined : readCookie(request, 'lang'),
      acceptLanguage: request.headers.get('accept-language'),
    },
    studio,
  )
}

/** A failure of the domain as a page of its status; a redirect or an answer made on purpose stays as it is. */
function toPage(error: unknown, context: LoadContext): unknown {
  if (!(error instanceof Error)) return error
  const failure = toAppError(error)
  report(failure, context)
  const { requestId } = context.ctx
  const { retryAfterSeconds } = failure.details
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  return data<PageError>({ code: failure.code, requestId }, { status: failure.status, headers })
}

function report({ code, cause }: AppError, context: LoadContext): void {
  if (cause !== undefined) logFailure(context, code, cause)
}
