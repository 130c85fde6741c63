import { inPreview } from '../lib/preview.server.ts'
import { renderThemeCss } from '../theme/render-theme-css.ts'

/** The stylesheet of a draft: nobody keeps it. */
export const loader = inPreview(
  async ({ studio }) =>
    new Response(renderThemeCss(studio.theme), { headers: { 'Content-Type': 'text/css; charset=utf-8' } }),
)
