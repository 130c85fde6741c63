import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { wordsOf } from '../i18n/translator.server.ts'
import { makeShell } from '../lib/shell.server.ts'

const ICON = { src: '/icon.svg', type: 'image/svg+xml', sizes: 'any' }

/**
 * What a device needs to keep the studio's site as an app (w3.org/TR/appmanifest). Its language is that of whoever
 * installs it.
 */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shell } = await makeShell(context.ctx, request)
  const { book, bookings, classes } = wordsOf(shell.locale, 'app')
  const manifest = {
    // One app for each studio, whatever page it begins with one day.
    id: '/',
    name: shell.name,
    short_name: shell.name,
    description: shell.tagline,
    lang: shell.locale,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: shell.themeColor,
    theme_color: shell.themeColor,
    icons: [
      { ...ICON, src: shell.logo ? ICON.src : '/favicon.svg', purpose: 'any' },
      { ...ICON, purpose: 'maskable' },
    ],
    shortcuts: [
      { name: bookings, url: '/account' },
      { name: book, url: '/book' },
      ...(shell.hasClasses ? [{ name: classes, url: '/classes' }] : []),
    ].map((shortcut) => ({ ...shortcut, icons: [ICON] })),
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'Content-Type': 'application/manifest+json' },
  })
}
