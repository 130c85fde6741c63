import type { MessageRow } from '../../db/tenant/schema/index.ts'
import type { BookingView } from '../bookings/booking-view.ts'
import { minutes } from '../durations.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { cleanLine, cleanText, greetingName } from './clean-text.ts'
import { formatMoney, formatWhen, type When } from './format-when.ts'
import { messageWords } from './message-words.ts'
import { renderHtml } from './render-html.ts'
import { nameBooking, type BookingNames, type StudioNames } from './studio-names.ts'

export type MessageBooking = Pick<
  BookingView,
  | 'id'
  | 'version'
  | 'startsAt'
  | 'endsAt'
  | 'timeZone'
  | 'clientTimeZone'
  | 'serviceId'
  | 'trainerId'
  | 'locationId'
  | 'host'
  | 'client'
  | 'priceMinor'
  | 'currency'
  | 'freeCancelUntil'
  | 'createdAt'
  | 'cancelledAt'
>

type Message = {
  kind: MessageRow['kind']
  /** Reminders: minutes before the start. */
  leadMinutes: number
  locale: Locale
  booking: MessageBooking
  catalogue: StudioNames
  /** Where the one button leads: the booking, or for a cancelled one the studio's first page. */
  actionUrl: string
}

/** What a message says, whatever it is written on. All texts are clean: one line each, but for `policy`. */
export type MessageContent = {
  locale: Locale
  studio: string
  brandColor: string
  subject: string
  heading: string
  intro: string
  /** `note` is said more quietly: the zone of a time. */
  facts: { label: string; value: string; note: string }[]
  action: { label: string; url: string }
  /** Sentences under the button. */
  policy: string[]
  questions: string
}

/**
 * Writes an e-mail about a booking: subject, plain text and HTML. The same input always gives the same mail, so that a
 * second attempt is the same request to the one who sends it; nothing in it depends on when it is sent.
 */
export function renderMessage(message: Message): { subject: string; text: string; html: string } {
  const content = toContent(message)
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) }
}

function toContent({ kind, leadMinutes, locale, booking, catalogue, actionUrl }: Message): MessageContent {
  const words = messageWords[locale]
  const names = nameBooking(booking, catalogue, locale)
  const { startsAt, timeZone } = booking
  const when = formatWhen({ ...booking, locale })
  const greet = kind === 'reminder' && leadMinutes <= 60 ? words.heading.lastReminder : words.heading[kind]
  const isCancelled = kind === 'booking_cancelled'
  // What could still be done when the message became due, not when it got out.
  const dueAt = kind === 'reminder' ? startsAt - minutes(leadMinutes) : booking.createdAt
  const canCancelFree = !isCancelled && booking.freeCancelUntil > dueAt
  return {
    locale,
    studio: cleanLine(names.studio),
    brandColor: catalogue.studio.theme.brandColor,
    subject: cleanLine(words.subject[kind](names.service, `${when.shortDate}, ${when.startTime}`)),
    heading: greet(greetingName(booking.client.firstName)),
    intro: words.intro[kind],
    facts: toFacts({ locale, booking, names }),
    action: { label: isCancelled ? words.bookAgain : words.manage, url: actionUrl },
    policy: isCancelled
      ? []
      : [
          canCancelFree
            ? words.freeCancelUntil(formatInstant(booking.freeCancelUntil, timeZone, locale))
            : '',
          cleanText(names.policy),
        ].filter((sentence) => sentence !== ''),
    questions: words.questions(cleanLine(catalogue.studio.contactPhone ?? '') || null),
  }
}

type Facts = { locale: Locale; booking: MessageBooking; names: BookingNames }

function toFacts({ locale, booking, names }: Facts): MessageContent['facts'] {
  const { labels, freeOfCharge } = messageWords[locale]
  const { priceMinor: amountMinor, currency, timeZone } = booking
  const when = formatWhen({ ...booking, locale })
  const theirs = formatWhen({ ...booking, timeZone: booking.clientTimeZone ?? timeZone, locale })
  const stretch = ({ date, times }: When) => `${date}, ${times}`
  const price =
    amountMinor === 0 ? freeOfCharge : formatMoney({ amountMinor, currency }, { locale, timeZone })
  const facts = [
    { label: labels.service, value: names.service },
    { label: labels.when, value: stretch(when), note: when.zone },
    // Only when the client's clock shows something else.
    {
      label: labels.yourTime,
      value: stretch(theirs) === stretch(when) ? '' : stretch(theirs),
      note: theirs.zone,
    },
    { label: labels.trainer, value: names.trainer },
    { label: labels.place, value: [names.place, names.address].filter((one) => one !== '').join(', ') },
    { label: labels.price, value: price },
  ]
  return facts
    .map(({ label, value, note = '' }) => ({ label, value: cleanLine(value), note }))
    .filter(({ value }) => value !== '')
}

function formatInstant(instant: number, timeZone: string, locale: Locale): string {
  const { shortDate, startTime } = formatWhen({ startsAt: instant, endsAt: instant, timeZone, locale })
  return `${shortDate}, ${startTime}`
}

function renderText({ heading, intro, facts, action, policy, questions, studio }: MessageContent): string {
  return [
    heading,
    intro,
    facts.map(({ label, value, note }) => `${label}: ${value}${note && ` (${note})`}`).join('\n'),
    `${action.label}:\n${action.url}`,
    ...policy,
    questions,
    `-- \n${studio}`,
  ].join('\n\n')
}
