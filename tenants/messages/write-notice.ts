import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'
import { attachCalendar } from './attach-calendar.ts'
import type { ClaimedNotice } from './claim-messages.ts'
import type { MailAttachment } from './mail-port.ts'
import type { WrittenMail } from './mail-content.ts'
import { dueSince } from './message-matter.ts'
import { renderMessage } from './render-message.ts'
import { atHost } from './at-host.ts'
import type { StudioNames } from './studio-names.ts'
import { tellStory } from './tell-story.ts'

type Written = WrittenMail & { attachments: MailAttachment[] }

/** Writes what a claimed message tells of a booking or a place in a waitlist, with what belongs into a calendar. */
export async function writeNotice(
  ctx: TenantContext,
  { message, matter }: ClaimedNotice,
  catalogue: StudioNames,
): Promise<Written> {
  const { kind, locale, recipient } = message
  const there = atHost(ctx, matter.about === 'entry' ? matter.entry.host : matter.booking.host)
  const manageUrlOf = (bookingId: string) => makeManageUrl(there, bookingId)
  const story = tellStory({ message, matter })
  const isOver = kind === 'booking_cancelled' || kind === 'booking_declined' || kind === 'waitlist_missed'
  const toAction = () => {
    if (matter.about === 'entry') return makeEntryUrl(there, matter.entry.id)
    // Of a party or a series, whichever still stands.
    return manageUrlOf(
      (matter.told.find(({ id }) => id === matter.booking.id) ?? matter.told[0] ?? matter.booking).id,
    )
  }
  const now = dueSince(message, matter)
  const actionUrl = isOver ? `${there.origin}/` : await toAction()
  return {
    ...renderMessage({ story, locale, catalogue, actionUrl }),
    attachments:
      matter.about === 'entry'
        ? []
        : await attachCalendar({ story, matter, catalogue, locale, recipient, now, manageUrlOf }),
  }
}
