import type { LocalizedText } from '../../db/tenant/schema/index.ts'
import type { Locale } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { cleanLine, cleanText, greetingName } from './clean-text.ts'
import { formatMoney, formatWhen } from './format-when.ts'
import { listFacts } from './list-facts.ts'
import { writeMail, type MessageContent, type WrittenMail } from './mail-content.ts'
import { addressed, messageWords, type MessageWords, type Telling } from './message-words.ts'
import { nameBooking, type StudioNames } from './studio-names.ts'
import type { Story } from './tell-story.ts'

type Message = {
  story: Story
  locale: Locale
  catalogue: StudioNames
  /** Where the one button leads: the booking, the place in the waitlist, or the studio's first page when it is over. */
  actionUrl: string
}

/**
 * Writes an e-mail about a booking or a place in a waitlist. The same input always gives the same mail, so that a second attempt is
 * the same request to the one who sends it; nothing in it depends on when it is sent.
 */
export function renderMessage(message: Message): WrittenMail {
  return writeMail(toContent(message))
}

/** What the words depend on. */
function toTelling(story: Story, catalogue: StudioNames, locale: Locale): Telling {
  const [first = { startsAt: 0, endsAt: 0 }] = story.dates
  const { before, pointers, timeZone, currency, owed } = story
  const money = (amountMinor: number) =>
    amountMinor === 0 ? '' : formatMoney({ amountMinor, currency }, { locale, timeZone })
  const changes = [
    {
      change: 'time' as const,
      isNew: before?.startsAt !== first.startsAt || before.endsAt !== first.endsAt,
    },
    { change: 'trainer' as const, isNew: before?.trainerId !== pointers.trainerId },
    { change: 'place' as const, isNew: before?.locationId !== pointers.locationId },
  ]
  return {
    ...story,
    what: nameBooking(pointers, catalogue, locale).service,
    when: formatInstant(first.startsAt, timeZone, locale),
    people: story.places,
    dates: story.dates.length,
    isLast: story.leadMinutes <= 60,
    changes: changes.filter(({ isNew }) => before !== null && isNew).map(({ change }) => change),
    until: story.until === null ? '' : formatInstant(story.until, timeZone, locale),
    owed: owed && { ...owed, money: money(owed.amountMinor) },
  }
}

function toContent({ story, locale, catalogue, actionUrl }: Message): MessageContent {
  const words = messageWords[locale]
  const telling = toTelling(story, catalogue, locale)
  const { kind } = story
  const { studio } = catalogue
  return {
    locale,
    studio: cleanLine(localize(studio.studioName, locale, studio.defaultLocale)),
    brandColor: studio.theme.brandColor,
    subject: cleanLine(words.subject[kind](telling)),
    heading: addressed(greetingName(story.firstName), words.heading[kind](telling)),
    intro: words.intro[kind](telling),
    facts: listFacts({ story, locale, catalogue }),
    action: { label: words.actions[ACTIONS[kind]](telling), url: actionUrl },
    closing: listClosing({ story, locale, catalogue, words }),
    questions: words.questions(cleanLine(studio.contactPhone ?? '') || null),
  }
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
} as const satisfies Record<Story['kind'], keyof MessageWords['actions']>

type Closing = { story: Story; locale: Locale; catalogue: StudioNames; words: MessageWords }

/** What it takes to owe nothing. */
function listClosing({ story, locale, catalogue, words }: Closing): string[] {
  const { kind, timeZone, freeCancelUntil } = story
  if (ACTIONS[kind] !== 'manage' && ACTIONS[kind] !== 'manageRequest') return []
  const { studio } = catalogue
  const policy: LocalizedText = story.policy ?? studio.policy
  return [
    story.isPending && kind !== 'booking_requested' ? words.stillPending : '',
    freeCancelUntil === null || kind === 'booking_requested'
      ? ''
      : words.freeCancelUntil(formatInstant(freeCancelUntil, timeZone, locale)),
    cleanText(localize(policy, locale, studio.defaultLocale)),
  ].filter((sentence) => sentence !== '')
}

function formatInstant(instant: number, timeZone: string, locale: Locale): string {
  const { shortDate, startTime } = formatWhen({ startsAt: instant, endsAt: instant, timeZone, locale })
  return `${shortDate}, ${startTime}`
}
