import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { seriesPath, sessionHref } from './class-names.server.ts'

/** What can be done about one class; nothing about one that is over. */
export function sessionWays(desk: Desk, { id, seriesId, status, endsAt }: SessionView) {
  const { ctx, may, mayAny, words } = desk
  const said = words('deskClasses').session
  const isOpen = status !== 'cancelled' && endsAt > ctx.now() && may('calendar:change')
  const href = sessionHref(id)
  return [
    isOpen && mayAny('calendar:change') ? { href: `${href}/substitute`, label: said.substitute } : null,
    isOpen ? { href: `${href}/change`, label: said.change } : null,
    seriesId && may('calendar:view') ? { href: `${seriesPath}/${seriesId}`, label: said.series } : null,
    isOpen ? { href: `${href}/cancel`, label: said.cancel } : null,
  ].filter((way) => way !== null)
}
