import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { initialsOf } from '../lib/initials.ts'
import { knownStudio } from '../lib/known-studio.server.ts'
import { localize } from '../../tenants/studio/localize.ts'
import { drawMark } from '../theme/draw-mark.ts'

/** The studio's sign: its initials on its colour, in the shape of its corners. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { studioName, defaultLocale, theme } = await knownStudio(context.ctx)
  const initials = initialsOf(localize(studioName, defaultLocale, defaultLocale))
  return new Response(drawMark(theme, initials), { headers: { 'Content-Type': 'image/svg+xml' } })
}
