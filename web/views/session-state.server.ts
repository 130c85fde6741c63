import type { SessionView } from '../../tenants/classes/session-view.ts'
import type { Portal } from '../lib/portal.server.ts'

/** How a class stands, in one word for its shape and colour, and in words for everybody. */
export type SessionState = {
  kind: 'open' | 'few' | 'waitlist' | 'full' | 'cancelled' | 'closed'
  text: string
}

/** Up to here, places are named as few. */
const FEW_PLACES = 3

/** Whether there is a place in it: for lists, and for its own page. */
export function sessionState(portal: Portal, session: SessionView): SessionState {
  const { format, say, words } = portal
  const labels = words('classes')
  const { status, bookability, placesLeft, timeZone } = session
  if (status === 'cancelled') return { kind: 'cancelled', text: labels.cancelled }
  if (bookability.ok) {
    const kind = placesLeft <= FEW_PLACES ? 'few' : 'open'
    return { kind, text: say('say.placesLeft', { count: placesLeft }) }
  }
  if (bookability.reason === 'full') return fullState(portal, session)
  const { opensAt } = bookability
  if (opensAt === undefined) return { kind: 'closed', text: labels.closed }
  return { kind: 'closed', text: say('say.opensAt', { when: format.whenNear(opensAt, timeZone) }) }
}

function fullState({ say, words }: Portal, { waitlistMode, waitlistCount }: SessionView): SessionState {
  const { full, waitlist } = words('classes')
  if (waitlistMode === 'none') return { kind: 'full', text: full }
  const line = waitlistCount > 0 ? say('say.waiting', { count: waitlistCount }) : waitlist
  return { kind: 'waitlist', text: `${full} · ${line}` }
}
