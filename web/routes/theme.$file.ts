import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { knownStudio } from '../lib/known-studio.server.ts'
import { renderThemeCss, themeVersion } from '../theme/render-theme-css.ts'

/** The studio's stylesheet. An old address gets the new one, but may not keep it. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { theme } = await knownStudio(context.ctx)
  const isCurrent = params['file'] === `${themeVersion(theme)}.css`
  return new Response(renderThemeCss(theme), {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      'Cache-Control': isCurrent ? 'public, max-age=31536000, immutable' : 'private, no-store',
    },
  })
}
