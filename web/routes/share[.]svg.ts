import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { knownStudio } from '../lib/known-studio.server.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { drawShareImage } from '../theme/draw-share-image.ts'

/** The picture that goes with a shared link: name and promise before the studio's art. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { studioName, tagline, defaultLocale, theme } = await knownStudio(context.ctx)
  const name = localize(studioName, defaultLocale, defaultLocale)
  const picture = drawShareImage(theme, { name, tagline: localize(tagline, defaultLocale, defaultLocale) })
  return new Response(picture, { headers: { 'Content-Type': 'image/svg+xml' } })
}
