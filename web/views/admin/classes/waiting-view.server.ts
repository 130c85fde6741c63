import { acceptOffer } from '../../../../tenants/waitlist/accept-offer.ts'
import { getWaitlistEntry } from '../../../../tenants/waitlist/get-waitlist-entry.ts'
import { leaveWaitlist } from '../../../../tenants/waitlist/leave-waitlist.ts'
import { offerPlace } from '../../../../tenants/waitlist/offer-place.ts'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm } from '../../../lib/read-form.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { classNames, dayAndTime, sessionHref } from './class-names.server.ts'

const readEntry = ({ ctx, params }: Desk) => {
  requireReach(ctx, 'bookings:change')
  return getWaitlistEntry(ctx, { entryId: params['entry'] ?? '' }, 'bookings:change')
}

/** Somebody who waits for a place in a class, and what can be done for them. */
export async function waitingPage(desk: Desk) {
  const { say, words } = desk
  const entry = await readEntry(desk)
  const said = words('deskClasses').waiting
  const names = classNames(desk)
  const { status, position, partySize, joinedAt, skipReason, offerExpiresAt, bookingId } = entry
  const name = [entry.client.firstName, entry.client.lastName].filter(Boolean).join(' ')
  const title = say('say.classWaitOf', { name })
  const reasons: Record<string, string> = said.reasons
  return {
    pageTitle: titleOf(desk, title),
    title,
    intro: [names.service(entry.serviceId), dayAndTime(desk, entry)].filter(Boolean).join(' · '),
    back: {
      href: sessionHref(entry.sessionId),
      label: names.service(entry.serviceId) || desk.words('deskClasses').class,
    },
    isOffered: status === 'offered',
    isWaiting: status === 'waiting' || status === 'offered',
    /** Others are before them in line. */
    takesReason: position !== null && position > 1,
    /** Past the line, as far as the studio keeps places for that. */
    bookInHref: withQuery('/admin/bookings/new', { session: entry.sessionId, client: entry.client.id }),
    bookingHref: bookingId ? `/admin/bookings/${bookingId}` : null,
    facts: [
      { label: said.position, text: position === null ? '' : String(position) },
      { label: said.heads, text: String(partySize) },
      { label: said.since, text: desk.when(joinedAt) },
      { label: said.offeredUntil, text: offerExpiresAt === null ? '' : desk.when(offerExpiresAt) },
      { label: said.skipped, text: skipReason ? (reasons[skipReason] ?? said.reasons.other) : '' },
    ].filter(({ text }) => text !== ''),
    words: said,
  }
}

/** Offers somebody a place, books them in when they say yes to it, or takes them off the list. */
export async function waitingAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const { id: entryId, sessionId } = await readEntry(desk)
  const form = await readForm(request)
  const intent = form.text('intent')
  const values = { reason: form.text('reason') }
  return mend<FormAnswer>(
    desk,
    { errors: words('deskClasses').waiting.errors, values },
    async (): Promise<CarriedOut> => {
      const back = sessionHref(sessionId)
      if (intent === 'offer') {
        await offerPlace(ctx, { entryId, reason: values.reason.trim() || null })
        return { location: donePath(back, 'waitOffered') }
      }
      if (intent === 'accept') await acceptOffer(ctx, { entryId })
      else await leaveWaitlist(ctx, { entryId })
      return { location: donePath(back, intent === 'accept' ? 'waitBooked' : 'waitLeft') }
    },
  )
}
