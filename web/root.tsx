import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/cloudflare'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteError,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorPage, wordsFor } from './components/error-page.tsx'
import { Progress } from './components/progress.tsx'
import { SiteFooter } from './components/site-footer.tsx'
import { SiteHeader } from './components/site-header.tsx'
import { makeCookie } from './lib/cookies.ts'
import { isDeskPath } from './lib/desk-path.ts'
import { useNonce } from './lib/nonce.ts'
import { makeShell } from './lib/shell.server.ts'
import { useFocusOnArrival } from './lib/use-focus-on-arrival.ts'
import siteStyles from './styles/app.css?url'
import deskStyles from './styles/desk.css?url'

/** Frames a page; whatever fails inside is shown in this frame, so it must not fail itself. */
export async function loader({ context: { ctx }, request }: LoaderFunctionArgs) {
  const { shell, rememberLocale } = await makeShell(ctx, request)
  const headers: HeadersInit = rememberLocale ? { 'Set-Cookie': makeCookie('lang', rememberLocale, ctx) } : {}
  return data(shell, { headers })
}

/** Language and theme change only with a whole page; the admin has others than the site. */
export const shouldRevalidate = ({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) =>
  isDeskPath(currentUrl.pathname) !== isDeskPath(nextUrl.pathname)

export const headers: HeadersFunction = ({ errorHeaders }) => {
  const retryAfter = errorHeaders?.get('Retry-After')
  return { 'Cache-Control': 'private, no-store', ...(retryAfter ? { 'Retry-After': retryAfter } : {}) }
}

export const meta: MetaFunction<typeof loader> = ({ data: shell, error }) => {
  if (!shell) return []
  const title = error ? `${wordsFor(shell.words.errors, codeOf(error)).title} · ${shell.name}` : shell.name
  return [{ title }]
}

export function Layout({ children }: { children: ReactNode }) {
  const shell = useRouteLoaderData<typeof loader>('root')
  const nonce = useNonce()
  if (!shell) return <html lang="en" />
  const { look, words, isStill } = shell
  const hasFrame = !shell.isDesk && !shell.isEmbed
  return (
    <html
      lang={shell.locale}
      data-hero={look.hero}
      data-corners={look.corners}
      data-density={look.density}
      data-mood={look.mood}
      data-type={look.type}
      data-pattern={look.pattern}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={shell.themeColor} />
        {/* Phones would turn dates and ids into telephone links. */}
        <meta name="format-detection" content="telephone=no" />
        {shell.fonts.map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={shell.themeHref} />
        <link rel="stylesheet" href={shell.isDesk ? deskStyles : siteStyles} />
        <link rel="icon" {...shell.icon} />
        <link rel="manifest" href="/site.webmanifest" crossOrigin="use-credentials" />
        {shell.isDesk || isStill ? <meta name="robots" content="noindex" /> : <Alternates {...shell} />}
        <Meta />
        <Links />
      </head>
      {/* React 18 knows no `inert`, and passes it on. */}
      <body {...(shell.isPreview ? { inert: '' } : {})}>
        <a className="skip-link" href="#content">
          {words.skip}
        </a>
        <Progress />
        {hasFrame && shell.notice ? <p className="site-notice">{shell.notice}</p> : null}
        {hasFrame ? <SiteHeader {...shell} /> : null}
        {children}
        {hasFrame ? <SiteFooter {...shell} /> : null}
        {isStill ? null : (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  )
}

type AlternatesProps = { prefix: string; origin: string; languages: { code: string }[] }

/** The same page in the studio's other languages, for search engines. */
function Alternates({ prefix, origin, languages }: AlternatesProps) {
  const { pathname } = useLocation()
  if (languages.length < 2) return null
  const bare = pathname.slice(prefix.length) || '/'
  return (
    <>
      {languages.map(({ code }) => (
        <link
          key={code}
          rel="alternate"
          hrefLang={code}
          href={`${origin}/${code}${bare === '/' ? '' : bare}`}
        />
      ))}
      <link rel="alternate" hrefLang="x-default" href={origin + bare} />
    </>
  )
}

export default function Root() {
  useFocusOnArrival()
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const shell = useRouteLoaderData<typeof loader>('root')
  if (!shell) return null
  const status = isRouteErrorResponse(error) ? error.status : 500
  return <ErrorPage status={status} code={codeOf(error)} shell={shell} />
}

const statusCodes: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
}

/** The code that loaders give (`PageError`), or one that fits what the router itself refuses. */
function codeOf(error: unknown): string {
  if (!isRouteErrorResponse(error)) return 'internal'
  const known: unknown = error.data
  if (typeof known === 'object' && known !== null && 'code' in known) return String(known.code)
  return statusCodes[error.status] ?? 'internal'
}
