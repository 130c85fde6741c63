import { getNotification, type NotificationRecord } from '../../../../tenants/messages/get-notification.ts'
import { resendNotification } from '../../../../tenants/messages/resend-notification.ts'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { languageNames } from '../../../lib/shell.server.ts'
import { bookingsPath } from '../bookings/booking-filter.server.ts'
import { clientPath } from '../clients/client-paths.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { whatBecame, whatItTells, whereTo } from './message-line.server.ts'
import { messagesPath } from './messages-view.server.ts'

const read = ({ ctx, params }: Desk) => getNotification(ctx, { messageId: params['message'] ?? '' })

/** One message: what became of it, what it says, and whether it can go out once more. */
export async function messagePage(desk: Desk) {
  const { may, words } = desk
  const labels = words('messageLog').one
  const record = await read(desk)
  const { notification, says, refusal } = record
  const path = `${messagesPath}/${notification.id}`
  return {
    pageTitle: titleOf(desk, whatItTells(desk, notification)),
    title: whatItTells(desk, notification),
    back: { href: messagesPath, label: words('messageLog').title },
    ...whatBecame(desk, notification),
    facts: factsOf(desk, record),
    links: linksOf(desk, record),
    says: says && {
      // Its reader's, whatever the page is in.
      language: notification.locale,
      subject: says.subject,
      text: says.text,
      frame: says.html === null ? null : `${path}/frame`,
    },
    resend: may('messages:change')
      ? { href: refusal === null ? `${path}/resend` : null, text: refusalText(desk, refusal) }
      : null,
    words: labels,
  }
}

function factsOf(desk: Desk, { notification, copies }: NotificationRecord) {
  const { say, when, words } = desk
  const { channels, nobody, one } = words('messageLog')
  const { channel, locale, plannedAt, settledAt, attempts, deliveryAt, providerId, segments, copy } =
    notification
  const facts = [
    [one.to, [notification.name || nobody, whereTo(desk, notification)].join(' · ')],
    [one.how, channels[channel]],
    [one.language, languageNames[locale]],
    [one.planned, when(plannedAt)],
    [one.settled, settledAt === null ? '' : when(settledAt)],
    [one.heard, deliveryAt === null ? '' : when(deliveryAt)],
    [one.attempts, attempts > 0 ? String(attempts) : ''],
    [one.segments, segments === null ? '' : String(segments)],
    [one.copy, copy > 0 ? String(copy) : ''],
    [one.copies, copies > 0 && copy === 0 ? say('say.timesByHand', { count: copies }) : ''],
    [one.vendorId, providerId ?? ''],
  ] as const
  return facts.flatMap(([label, text]) => (text === '' ? [] : [{ label, text }]))
}

function linksOf(
  { may, words }: Desk,
  { notification: { bookingId, waitlistEntryId, clientId } }: NotificationRecord,
) {
  const { one } = words('messageLog')
  return [
    bookingId && may('bookings:view') ? { href: `${bookingsPath}/${bookingId}`, label: one.booking } : null,
    waitlistEntryId && may('bookings:view')
      ? { href: `/admin/waitlist/${waitlistEntryId}`, label: one.entry }
      : null,
    clientId && may('clients:view') ? { href: clientPath(clientId), label: one.client } : null,
  ].filter((link) => link !== null)
}

/** Why it does not go out once more. */
function refusalText({ words }: Desk, refusal: string | null): string {
  const { refusals, reasons } = words('messageLog')
  const known: Record<string, string> = { ...reasons, ...refusals }
  return refusal === null ? '' : (known[refusal] ?? refusals.other)
}

/** Asks whether it shall go out once more, and says where to. */
export async function resendPage(desk: Desk) {
  const { ctx, words } = desk
  requireReach(ctx, 'messages:change')
  const { one } = words('messageLog')
  const { notification, refusal } = await read(desk)
  const path = `${messagesPath}/${notification.id}`
  return {
    pageTitle: titleOf(desk, one.resendTitle),
    back: { href: path, label: whatItTells(desk, notification) },
    intro: desk.say('say.resendTo', { name: notification.name || words('messageLog').nobody }),
    refusal: refusalText(desk, refusal),
    words: { ...one, cancel: words('admin').desk.cancel },
  }
}

export function resendAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, params, words } = desk
  const { refusals, reasons } = words('messageLog')
  const errors = { ...reasons, ...refusals, not_allowed: refusals.other, conflict: refusals.resend_waits }
  return mend<FormAnswer>(desk, { errors }, async () => {
    const { messageId } = await resendNotification(ctx, { messageId: params['message'] ?? '' })
    return { location: donePath(`${messagesPath}/${messageId}`, 'messageResent') }
  })
}

/** As a mail program shows it: its own styles, no scripts, and nothing of ours within its reach. */
const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; frame-ancestors 'self'; sandbox"

/** What a mail says, for the frame on its page. */
export async function messageFrame(desk: Desk): Promise<Response> {
  const { says } = await read(desk)
  if (!says || says.html === null) throw new AppError('not_found', 'There is nothing to show.')
  return new Response(says.html, {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': FRAME_POLICY },
  })
}
