import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { makeShell } from '../lib/shell.server.ts'

/** What a phone needs to keep the studio's site on its home screen. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { shell } = await makeShell(context.ctx, request)
  const manifest = {
    name: shell.name,
    short_name: shell.name,
    description: shell.tagline,
    lang: shell.locale,
    start_url: '/',
    display: 'minimal-ui',
    background_color: shell.themeColor,
    theme_color: shell.themeColor,
    icons: [{ src: shell.icon.href, type: shell.icon.type, sizes: 'any' }],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'Content-Type': 'application/manifest+json' },
  })
}
