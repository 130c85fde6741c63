import type { BookingMessageKind, MessageTemplateRow } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { listFacts } from './list-facts.ts'
import { writeMail, type WrittenMail } from './mail-content.ts'
import { messageWords, type MessageWords } from './message-words.ts'
import type { StudioNames } from './studio-names.ts'
import { tellValues } from './tell-values.ts'
import type { Story } from './tell-story.ts'
import { sayInMail } from './templates/choose-texts.ts'

type Message = {
  story: Story
  locale: Locale
  catalogue: StudioNames
  /** The studio's own words. */
  templates?: readonly MessageTemplateRow[]
  /** Where the one button leads: the booking, the place in the waitlist, or the studio's first page when it is over. */
  actionUrl: string
  /** Where somebody says that they want no more of this kind. */
  stopUrl?: string | undefined
}

/**
 * Writes an e-mail about a booking or a place in a waitlist. The same input always gives the same mail, so that a second attempt is
 * the same request to the one who sends it; nothing in it depends on when it is sent.
 */
export function renderMessage({ templates = [], actionUrl, stopUrl, ...about }: Message): WrittenMail {
  const { story, locale, catalogue } = about
  const words = messageWords[locale]
  const values = tellValues(story, { locale, catalogue })
  const texts = sayInMail(story.kind, { locale, templates, values })
  const { isClass, places, dates } = story
  const telling = { isClass, people: places, dates: dates.length }
  return writeMail({
    locale,
    studio: values.studio ?? '',
    brandColor: catalogue.studio.theme.brandColor,
    subject: cleanLine(texts.subject),
    heading: cleanLine(texts.heading),
    intro: cleanLine(texts.intro),
    facts: listFacts({ story, locale, catalogue }),
    action: { label: words.actions[ACTIONS[story.kind]](telling), url: actionUrl },
    closing: toParagraphs(texts.closing),
    questions: words.questions(values.phone || null),
    stop: stopUrl === undefined ? undefined : { label: words.stop, url: stopUrl },
  })
}

/** What an empty line parts. */
export function toParagraphs(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map(cleanText)
    .filter((paragraph) => paragraph !== '')
}

const ACTIONS = {
  booking_confirmed: 'manage',
  booking_requested: 'manageRequest',
  booking_declined: 'bookAgain',
  booking_moved: 'manage',
  booking_cancelled: 'bookAgain',
  session_changed: 'manage',
  series_confirmed: 'manage',
  waitlist_joined: 'seeEntry',
  waitlist_offered: 'takeOffer',
  waitlist_promoted: 'manage',
  waitlist_missed: 'bookAgain',
  reminder: 'manage',
  late_fee: 'see',
  miss_you: 'findTime',
  payment_received: 'see',
  payment_failed: 'see',
  refund_made: 'see',
  package_bought: 'useVisits',
  package_low: 'useVisits',
  package_expiring: 'useVisits',
} as const satisfies Record<BookingMessageKind, keyof MessageWords['actions']>
