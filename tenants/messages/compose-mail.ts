import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { localize } from '../studio/localize.ts'
import { attachCalendar } from './attach-calendar.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'
import type { Mail } from './mail-port.ts'
import { dueSince } from './message-matter.ts'
import { renderMessage } from './render-message.ts'
import type { StudioNames } from './studio-names.ts'
import { tellStory } from './tell-story.ts'

type Letter = ClaimedMessage & { catalogue: StudioNames; mailFrom: string }

/**
 * Makes the mail of a claimed message, the same each time it is asked as long as what it is about stays the same. Links
 * lead to the host the booking was made on. `mailFrom` is our own sending address; the studio is the name before it and
 * the one who gets the answers.
 */
export async function composeMail(
  ctx: TenantContext,
  { message, matter, catalogue, mailFrom }: Letter,
): Promise<Mail> {
  const { kind, locale } = message
  const { studio } = catalogue
  const home = new URL('/', ctx.origin)
  home.host = matter.about === 'entry' ? matter.entry.host : matter.booking.host
  const there = { ...ctx, origin: home.origin }
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
  return {
    idempotencyKey: `${kind}/${ctx.tenant.id}/${message.id}`,
    from: formatSender(localize(studio.studioName, locale, studio.defaultLocale), mailFrom),
    to: cleanLine(message.recipient),
    replyTo: cleanLine(studio.contactEmail),
    ...renderMessage({ story, locale, catalogue, actionUrl: isOver ? home.href : await toAction() }),
    attachments:
      matter.about === 'entry'
        ? []
        : await attachCalendar({ story, matter, catalogue, locale, now, manageUrlOf }),
    tags: { kind, tenant: ctx.tenant.id },
  }
}

/** `"Studio" <address>`: whatever the studio is called, the address is ours and cannot be read as another one. */
function formatSender(name: string, address: string): string {
  const quoted = cleanLine(name).replace(/["\\<>]/g, '')
  return quoted === '' ? address : `"${quoted}" <${address}>`
}
