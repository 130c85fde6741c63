import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { localize } from '../../tenants/studio/localize.ts'
import { initialsOf } from '../lib/initials.ts'
import { knownStudio } from '../lib/known-studio.server.ts'
import { readLogo } from '../lib/read-logo.server.ts'
import { drawIcon } from '../theme/draw-icon.ts'

/** The studio's sign for home screens and for what it writes to a device. */
export async function loader({ context: { ctx } }: LoaderFunctionArgs) {
  const { studioName, defaultLocale, theme, site } = await knownStudio(ctx)
  const icon = drawIcon(theme, {
    initials: initialsOf(localize(studioName, defaultLocale, defaultLocale)),
    logo: await readLogo(ctx, site.logoId),
  })
  return new Response(icon, { headers: { 'Content-Type': 'image/svg+xml' } })
}
