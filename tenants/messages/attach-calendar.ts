import type { Locale } from '../studio/get-catalogue.ts'
import type { MailAttachment } from './mail-port.ts'
import { calendarIdentity } from './calendar-identity.ts'
import {
  makeCalendarFile,
  makeSeriesFile,
  type CalendarEvent,
  type CalendarMethod,
} from './make-calendar-file.ts'
import { isOver, secondTrainerOf, type BookingMatter, type PlacedBooking } from './message-matter.ts'
import { messageWords } from './message-words.ts'
import type { StudioNames } from './studio-names.ts'
import { listPeople, type Story } from './tell-story.ts'

type Attached = {
  story: Story
  matter: BookingMatter
  catalogue: StudioNames
  locale: Locale
  /** Whom it goes to. */
  recipient: string
  /** When what is told was decided. */
  now: number
  manageUrlOf: (bookingId: string) => Promise<string>
}

/**
 * What puts the booking into the client's calendar, keeps it up to date there, and takes it out again. A request is not
 * in it before it is confirmed. A party is one event, which stays until nobody of it comes.
 */
export async function attachCalendar(attached: Attached): Promise<MailAttachment[]> {
  const { story, matter, catalogue, locale, now } = attached
  const { kind } = story
  const isCancelled = kind === 'booking_cancelled'
  if (kind === 'reminder' || kind === 'booking_requested' || kind === 'booking_declined') return []
  if (story.isPending || (isCancelled && story.dates.length === 1 && !isWholePartyOver(matter))) return []
  const [first, ...others] = await Promise.all(
    firstOfEachDate(matter.told).map((row) => toEvent(row, attached)),
  )
  if (!first) return []
  const common = { catalogue, locale, now }
  if (others.length > 0 || kind === 'series_confirmed') {
    const content = makeSeriesFile({ ...common, events: [first, ...others], isCancelled })
    return [toFile('PUBLISH', content, isCancelled)]
  }
  const method = isCancelled ? 'CANCEL' : 'REQUEST'
  return [toFile(method, makeCalendarFile({ ...common, ...first, method }), isCancelled)]
}

function toFile(method: CalendarMethod, content: string, isCancelled: boolean): MailAttachment {
  return {
    filename: isCancelled ? 'cancelled.ics' : 'booking.ics',
    contentType: `text/calendar; method=${method}; charset=UTF-8`,
    content,
  }
}

function isWholePartyOver({ party }: BookingMatter): boolean {
  return party.every(isOver)
}

function firstOfEachDate(told: readonly PlacedBooking[]): PlacedBooking[] {
  return told.filter((row, index) => told.findIndex(({ startsAt }) => startsAt === row.startsAt) === index)
}

async function toEvent(row: PlacedBooking, { story, matter, locale, recipient, manageUrlOf }: Attached) {
  const { party, session } = matter
  const people = listPeople(story, messageWords[locale].guests)
  return {
    booking: {
      ...row,
      ...calendarIdentity(row, party),
      otherTrainerIds: row.sessionId === session?.id ? secondTrainerOf(session) : [],
      client: {
        firstName: row.contactFirstName,
        lastName: row.contactLastName,
        // Of somebody who asked to be forgotten, the booking does not know it any more.
        email: row.contactEmail || recipient,
        phone: row.contactPhone,
      },
    },
    manageUrl: await manageUrlOf(row.id),
    people,
    policy: matter.policy,
  } satisfies CalendarEvent
}
