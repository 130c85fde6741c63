import type { MessageRow } from '../../db/tenant/schema/index.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { localize } from '../studio/localize.ts'
import type { ClaimedMessage } from './claim-messages.ts'
import { cleanLine } from './clean-text.ts'
import type { Mail, MailAttachment } from './mail-port.ts'
import { makeCalendarFile } from './make-calendar-file.ts'
import { renderMessage, type MessageBooking } from './render-message.ts'
import type { StudioNames } from './studio-names.ts'

type Letter = ClaimedMessage & { catalogue: StudioNames; mailFrom: string }

/**
 * Makes the mail of a claimed message, the same each time it is asked. Links lead to the host the booking was made on.
 * `mailFrom` is our own sending address; the studio is the name before it and the one who gets the answers.
 */
export async function composeMail(
  ctx: TenantContext,
  { message, booking: row, catalogue, mailFrom }: Letter,
): Promise<Mail> {
  const { kind, leadMinutes, locale } = message
  const home = new URL('/', ctx.origin)
  home.host = row.host
  const booking: MessageBooking = {
    ...row,
    client: {
      firstName: row.contactFirstName,
      lastName: row.contactLastName,
      email: row.contactEmail,
      phone: row.contactPhone,
    },
  }
  const manageUrl = await makeManageUrl({ ...ctx, origin: home.origin }, row.id)
  const actionUrl = kind === 'booking_cancelled' ? home.href : manageUrl
  const { studio } = catalogue
  return {
    idempotencyKey: `${kind}/${ctx.tenant.id}/${message.id}`,
    from: formatSender(localize(studio.studioName, locale, studio.defaultLocale), mailFrom),
    to: cleanLine(message.recipient),
    replyTo: cleanLine(studio.contactEmail),
    ...renderMessage({ kind, leadMinutes, locale, booking, catalogue, actionUrl }),
    attachments: calendarFiles(kind, { booking, catalogue, locale, manageUrl }),
    tags: { kind, tenant: ctx.tenant.id },
  }
}

type CalendarInput = Omit<Parameters<typeof makeCalendarFile>[0], 'method' | 'now'> & {
  booking: MessageBooking
}

/** A confirmation puts the booking into the client's calendar, a cancellation takes it out. */
function calendarFiles(kind: MessageRow['kind'], input: CalendarInput): MailAttachment[] {
  if (kind === 'reminder') return []
  const { createdAt, cancelledAt } = input.booking
  const method = kind === 'booking_cancelled' ? 'CANCEL' : 'REQUEST'
  return [
    {
      filename: method === 'CANCEL' ? 'cancelled.ics' : 'booking.ics',
      contentType: `text/calendar; method=${method}; charset=UTF-8`,
      content: makeCalendarFile({ ...input, method, now: cancelledAt ?? createdAt }),
    },
  ]
}

/** `"Studio" <address>`: whatever the studio is called, the address is ours and cannot be read as another one. */
function formatSender(name: string, address: string): string {
  const quoted = cleanLine(name).replace(/["\\<>]/g, '')
  return quoted === '' ? address : `"${quoted}" <${address}>`
}
