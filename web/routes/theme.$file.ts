import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { knownStudio } from '../lib/known-studio.server.ts'
import { deskTheme } from '../theme/desk-theme.ts'
import { renderThemeCss, themeVersion } from '../theme/render-theme-css.ts'

/** The stylesheet of the studio's site, or of its admin (`desk-`). An old address gets the new one, but may not keep it. */
export async function loader({ context, params: { file = '' } }: LoaderFunctionArgs) {
  const studio = await knownStudio(context.ctx)
  const isDesk = file.startsWith('desk-')
  const theme = isDesk ? deskTheme(studio.theme) : studio.theme
  const isCurrent = file === `${isDesk ? 'desk-' : ''}${themeVersion(theme)}.css`
  return new Response(renderThemeCss(theme), {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'private, no-store',
    },
  })
}
