import { safeNext } from '../../../tenants/access/safe-next.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import type { Portal } from '../../lib/portal.server.ts'

/** The titles of a page. */
export function titled({ say, studio, text }: Portal, title: string) {
  return { title, pageTitle: say('say.pageTitle', { page: title, studio: text(studio.studioName) }) }
}

/** Where somebody wanted to go when they were asked to sign in: a path of this site; empty when nowhere. */
export const nextOf = ({ url }: Portal): string => safeNext(url.searchParams.get('next'), '')

/** A page of signing in; where it is to lead in the end goes along. */
export function accessPath(portal: Portal, to: string, query: Record<string, string | null> = {}): string {
  return portal.path(withQuery(to, { next: nextOf(portal), ...query }))
}

/** The secret of a link that was mailed; empty when the page was opened without. */
export const tokenOf = ({ url }: Portal): string => url.searchParams.get('token') ?? ''

/** A page that says that a mail is on its way. */
export function sentPage(portal: Portal, text: string, againHref: string) {
  const words = portal.words('mailSent')
  return { kind: 'sent' as const, ...titled(portal, words.title), text, againHref, words }
}

/** A page that says that a link has been used, with the way to a new one. */
export function spentPage(portal: Portal, way: { href: string; label: string }) {
  const words = portal.words('spentLink')
  return { kind: 'spent' as const, ...titled(portal, words.title), way, words }
}

export type SentPage = ReturnType<typeof sentPage>
export type SpentPage = ReturnType<typeof spentPage>
