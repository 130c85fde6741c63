import { localize } from '../../../tenants/studio/localize.ts'
import type { Portal } from '../../lib/portal.server.ts'

/** What the browser's tab says. */
export function titleOf(
  { say, studio, locale }: Pick<Portal, 'say' | 'studio' | 'locale'>,
  page: string,
): string {
  return say('say.pageTitle', { page, studio: localize(studio.studioName, locale, studio.defaultLocale) })
}
