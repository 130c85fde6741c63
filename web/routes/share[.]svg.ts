import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { knownSite, knownStudio } from '../lib/known-studio.server.ts'
import { openPictureFile } from '../../tenants/uploads/open-picture-file.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { drawShareImage } from '../theme/draw-share-image.ts'

/** Wide enough to be sharp, and no more bytes than that. */
const LOGO_PIXELS = 640

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

/** The logo with its bytes in its address; null for none, and while it cannot be had. */
async function readLogo(ctx: TenantContext, logoId: string | null | undefined) {
  const { pictures } = await knownSite(ctx)
  const sizes = (logoId ? pictures.get(logoId)?.sizes : undefined) ?? []
  const size = sizes.findLast(({ width }) => width <= LOGO_PIXELS) ?? sizes[0]
  if (!logoId || !size) return null
  try {
    const file = size.src.slice(size.src.lastIndexOf('/') + 1)
    const { body, contentType } = await openPictureFile(ctx, { uploadId: logoId, file })
    const bytes = new Uint8Array(await new Response(body).arrayBuffer())
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    return { href: `data:${contentType};base64,${btoa(letters)}`, width: size.width, height: size.height }
  } catch {
    return null
  }
}
