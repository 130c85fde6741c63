import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { knownStudio } from '../lib/known-studio.server.ts'
import { readLogo } from '../lib/read-logo.server.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { drawShareImage } from '../theme/draw-share-image.ts'

/** The picture that goes with a shared link: logo, name and promise before the studio's art. */
export async function loader({ context: { ctx } }: LoaderFunctionArgs) {
  const { studioName, tagline, defaultLocale, theme, site } = await knownStudio(ctx)
  const name = localize(studioName, defaultLocale, defaultLocale)
  const picture = drawShareImage(theme, {
    name,
    tagline: localize(tagline, defaultLocale, defaultLocale),
    logo: await readLogo(ctx, site.logoId),
  })
  return new Response(picture, { headers: { 'Content-Type': 'image/svg+xml' } })
}
