import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { getSession } from '../../tenants/classes/get-session.ts'
import { isAppError } from '../../tenants/errors.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { acceptOffer } from '../../tenants/waitlist/accept-offer.ts'
import { declineOffer } from '../../tenants/waitlist/decline-offer.ts'
import { getWaitlistEntry } from '../../tenants/waitlist/get-waitlist-entry.ts'
import { leaveWaitlist } from '../../tenants/waitlist/leave-waitlist.ts'
import type { WaitlistEntryView } from '../../tenants/waitlist/waitlist-entry-view.ts'
import type { Messages } from '../i18n/en.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { bookingPath, classesPath, sessionPath, waitlistPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { placeView } from './place-view.server.ts'
import { refusalText } from './tell-failure.server.ts'

/** The entry and token of a link; a wrong one is `not_found`. */
const linkOf = ({ params, url }: Portal) => ({
  entryId: params['entry'] ?? '',
  token: url.searchParams.get('token') ?? '',
})

/** A place in a waitlist for whoever holds its link: how far in front, what is offered, what became of it. */
export async function waitlistPage(portal: Portal) {
  const { ctx, catalogue, format, path, say, studio, text, words } = portal
  const link = linkOf(portal)
  const entry = await getWaitlistEntry(ctx, link)
  const session = await getSession(ctx, entry.sessionId)
  const { startsAt, endsAt, timeZone } = entry
  const service = catalogue.services.find(({ id }) => id === entry.serviceId)
  const on = localDateAt(timeZone, startsAt)
  const labels = words('waitlist')
  const isOff = session.status === 'cancelled'
  const title = titleOf(labels, entry, isOff)
  const canLeave = entry.status === 'waiting' && ctx.now() < entry.leaveUntil
  return {
    status: entry.status,
    title,
    texts: textsOf(portal, entry, isOff),
    position:
      entry.status === 'waiting' && entry.position ? say('say.position', { position: entry.position }) : null,
    service: service ? text(service.name) : '',
    day: sentenceStart(format.dayLong(on, timeZone)),
    times: format.timeRange(startsAt, endsAt, timeZone),
    people: entry.partySize > 1 ? say('say.people', { count: entry.partySize }) : null,
    place: placeView(portal, getLocation(catalogue, entry.locationId)),
    leaveHref: canLeave ? path(waitlistPath(entry.id, link.token, '/leave')) : null,
    selfHref: path(waitlistPath(entry.id, link.token)),
    bookingHref: entry.bookingId
      ? path(bookingPath(entry.bookingId, await makeManageToken(ctx, entry.bookingId)))
      : null,
    sessionHref: path(sessionPath(entry.sessionId)),
    timetableHref: path(classesPath(on)),
    pageTitle: say('say.pageTitle', { page: title, studio: text(studio.studioName) }),
    words: labels,
  }
}

export type WaitlistPage = Awaited<ReturnType<typeof waitlistPage>>

const isOpen = ({ status }: WaitlistEntryView) => status === 'waiting' || status === 'offered'

function titleOf(labels: Messages['waitlist'], entry: WaitlistEntryView, isOff: boolean): string {
  return isOff && isOpen(entry) ? labels.cancelledTitle : labels[`${entry.status}Title`]
}

/** What there is to know now, a sentence each. */
function textsOf(portal: Portal, entry: WaitlistEntryView, isOff: boolean): string[] {
  const { ctx, format, say, words } = portal
  const { status, offerExpiresAt, leaveUntil, timeZone } = entry
  const labels = words('waitlist')
  if (isOff && isOpen(entry)) return []
  if (status === 'offered') {
    const left = Math.max(1, Math.ceil(((offerExpiresAt ?? ctx.now()) - ctx.now()) / 60_000))
    const time = format.time(offerExpiresAt ?? ctx.now(), timeZone)
    return [say('say.offeredUntil', { time, minutes: format.duration(left) })]
  }
  if (status !== 'waiting') return [labels[`${status}Text`]]
  const mayLeave = ctx.now() < leaveUntil
  return [
    labels.waitingText,
    mayLeave ? say('say.leaveUntil', { when: format.whenLong(leaveUntil, timeZone) }) : '',
  ].filter(Boolean)
}

export type WaitlistDeed = 'accept' | 'decline' | 'leave'

/** Takes or turns down the offered place, or leaves the line: where to go on, or why it cannot be done. */
export async function waitlistAnswer(
  portal: Portal,
  deed: WaitlistDeed,
): Promise<{ location: string } | { refused: string; status: number }> {
  const { ctx, path } = portal
  const link = linkOf(portal)
  const back = { location: path(waitlistPath(link.entryId, link.token)) }
  try {
    if (deed === 'leave') await leaveWaitlist(ctx, link)
    if (deed === 'decline') await declineOffer(ctx, link)
    if (deed !== 'accept') return back
    await acceptOffer(ctx, link)
    const { bookingId } = await getWaitlistEntry(ctx, link)
    if (!bookingId) return back
    return { location: path(`${bookingPath(bookingId, await makeManageToken(ctx, bookingId))}&new=1`) }
  } catch (error) {
    if (
      !isAppError(error, 'conflict', 'not_allowed', 'session_full', 'slot_unavailable', 'changed_meanwhile')
    )
      throw error
    return { refused: refusalText(portal, error), status: error.status }
  }
}
