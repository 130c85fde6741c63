import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { hours } from '../durations.ts'
import { cleanLine, cleanText } from '../messages/clean-text.ts'

/** One event of a feed. Instants in ms; texts in parts, of which empty ones are left out. */
export type FeedEvent = {
  uid: string
  /** Under which the booking was made: a part of its UID; null: the studio's. */
  host: string | null
  sequence: number
  /** When it was last decided. */
  stampedAt: number
  startsAt: number
  endsAt: number
  isCancelled: boolean
  summary: string[]
  location: string[]
  description: string[]
  url: string
}

type FeedFile = { name: string; host: string; events: readonly FeedEvent[] }

/** How often programs that ask by themselves should. */
const ASK_AGAIN_SECONDS = hours(1) / 1000

/**
 * The `.ics` of a calendar that is subscribed to (RFC 5545, RFC 7986): instants in UTC, the UIDs of the mails, cancelled ones
 * marked. The same events make the same file. Nobody is invited, and nothing that somebody is called starts another line.
 */
export function makeFeedFile({ name, host, events }: FeedFile): string {
  const calendar = ical({
    prodId: { company: host, product: 'calendar' },
    name: cleanLine(name),
    method: ICalCalendarMethod.PUBLISH,
    ttl: ASK_AGAIN_SECONDS,
    events: events
      .toSorted((a, b) => a.startsAt - b.startsAt || (a.uid < b.uid ? -1 : 1))
      .map((event) => ({
        id: `${event.uid}@${event.host ?? host}`,
        sequence: event.sequence,
        stamp: new Date(event.stampedAt),
        start: new Date(event.startsAt),
        end: new Date(event.endsAt),
        summary: listOf(event.summary).join(' · '),
        location: listOf(event.location).join(', '),
        description: [...listOf(event.description), event.url].join('\n'),
        url: event.url,
        status: event.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      })),
  })
  // The last line ends like every other one.
  return `${calendar.toString()}\r\n`
}

function listOf(texts: readonly string[]): string[] {
  return texts.map(cleanText).filter((text) => text !== '')
}
