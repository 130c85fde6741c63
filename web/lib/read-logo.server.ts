import type { TenantContext } from '../../tenants/context.ts'
import { openPictureFile } from '../../tenants/uploads/open-picture-file.ts'
import { knownSite } from './known-studio.server.ts'

/** Wide enough to be sharp, and no more bytes than that. */
const LOGO_PIXELS = 640

/** The logo with its bytes in its address; null for none, and while it cannot be had. */
export async function readLogo(ctx: TenantContext, logoId: string | null | undefined) {
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
