import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBookingView, makeStudioNames } from '../../tests/support/make-booking-view.ts'
import { readCalendarFile, readCalendarInstant } from '../../tests/support/read-calendar-file.ts'
import type { StudioChanges } from '../../tests/support/studio-rows.ts'
import type { BookingView } from '../bookings/booking-view.ts'
import { makeCalendarFile, type CalendarMethod } from './make-calendar-file.ts'

type Wish = {
  booking?: Partial<BookingView>
  studio?: StudioChanges
  method?: CalendarMethod
  locale?: 'en' | 'bg'
}

const manageUrl = 'https://book.ironworks.test/bookings/bkg_1?token=k1.c2lnbmF0dXJl'

function makeFile({ booking, studio, method = 'REQUEST', locale = 'en' }: Wish = {}): string {
  return makeCalendarFile({
    booking: makeBookingView(booking),
    catalogue: makeStudioNames(studio),
    locale,
    manageUrl,
    method,
    now: Date.UTC(2027, 0, 4, 6),
  })
}

const read = (wish?: Wish) => Object.fromEntries(readCalendarFile(makeFile(wish)))

test('says what, when, where and with whom', () => {
  expect(readCalendarFile(makeFile())).toEqual([
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//book.ironworks.test//bookings//EN'],
    ['METHOD', 'REQUEST'],
    ['BEGIN', 'VEVENT'],
    ['UID', 'bkg_1@book.ironworks.test'],
    ['SEQUENCE', '0'],
    ['DTSTAMP', '20270104T060000Z'],
    ['DTSTART', '20270105T160000Z'],
    ['DTEND', '20270105T170000Z'],
    ['SUMMARY', 'Personal training · Iron Works'],
    ['LOCATION', 'Main hall\\, 12 Shipka St\\, Sofia'],
    [
      'DESCRIPTION',
      `With: Maria Petrova\\nView or cancel your booking: ${manageUrl}\\nFree to cancel until 24 hours before the start.`,
    ],
    ['ORGANIZER;CN="Iron Works"', 'mailto:hello@ironworks.example.test'],
    [
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Elena Ivanova"',
      'MAILTO:elena@example.test',
    ],
    ['URL;VALUE=URI', manageUrl],
    ['STATUS', 'CONFIRMED'],
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ])
})

test('speaks Bulgarian, with every line folded between letters', () => {
  const lines = read({ locale: 'bg' })
  expect(lines['SUMMARY']).toBe('Персонална тренировка · Айрън Уъркс')
  expect(lines['LOCATION']).toBe('Голяма зала\\, ул. Шипка 12\\, София')
  expect(lines['DESCRIPTION']).toContain('С кого: Мария Петрова')
})

test('invites nobody in a copy to keep', () => {
  const file = makeFile({ method: 'PUBLISH' })
  expect(file).toContain('METHOD:PUBLISH\r\n')
  expect(file).not.toContain('ATTENDEE')
})

test('keeps its UID and grows its SEQUENCE from booking to cancellation', () => {
  const booked = read()
  const moved = read({ booking: { version: 3 } })
  const cancelled = read({ booking: { version: 4, status: 'cancelled' }, method: 'CANCEL' })
  expect([booked, moved, cancelled].map(({ SEQUENCE }) => SEQUENCE)).toEqual(['0', '2', '3'])
  expect(new Set([booked, moved, cancelled].map(({ UID }) => UID)).size).toBe(1)
  expect(cancelled).toMatchObject({ METHOD: 'CANCEL', STATUS: 'CANCELLED' })
})

test('has the instants of the booking, to the second, whatever the zone does that day', () => {
  for (const startsAt of [
    Date.UTC(2027, 2, 28, 0, 30),
    Date.UTC(2027, 9, 31, 0, 30),
    Date.UTC(2027, 9, 31, 1, 30),
  ]) {
    const lines = read({ booking: { startsAt, endsAt: startsAt + 3_600_000 } })
    expect(readCalendarInstant(lines['DTSTART'] ?? '')).toBe(startsAt)
    expect(readCalendarInstant(lines['DTEND'] ?? '')).toBe(startsAt + 3_600_000)
  }
})

test('still names the studio when the service is no longer on sale', () => {
  expect(read({ booking: { serviceId: 'svc_gone', trainerId: 'trn_gone' } })['SUMMARY']).toBe('Iron Works')
})

const attack =
  '\rATTENDEE:MAILTO:x@evil.test\nBEGIN:VALARM\r\nEND:VEVENT\u2028URL:http://evil.test\u0085X:1\u0000'

test.each<[string, Wish]>([
  ['a first name', { booking: { client: { ...makeBookingView().client, firstName: `Eve"${attack}` } } }],
  ['a last name', { booking: { client: { ...makeBookingView().client, lastName: `:;,"\\${attack}` } } }],
  ['an address', { booking: { client: { ...makeBookingView().client, email: `e@x.test${attack}` } } }],
  ["the studio's name", { studio: { settings: { studioName: { en: `Iron"${attack}` } } } }],
  ["the studio's policy", { studio: { settings: { policy: { en: `Be kind.${attack}` } } } }],
  ["the studio's address", { studio: { settings: { contactEmail: `a@b.test${attack}` } } }],
  ['a place', { studio: { location: { address: { en: `12; Shipka${attack}` } } } }],
  ['a service', { studio: { service: { name: { en: `Train\\${attack}` } } } }],
])('is one event with the same lines when %s holds line breaks and quotes', (_, wish) => {
  const names = (file: string) => readCalendarFile(file).map(([name]) => name.split(';')[0])
  expect(names(makeFile(wish))).toEqual(names(makeFile()))
})

test('is well formed whatever the names are', () => {
  const text = fc.string({ unit: 'binary', maxLength: 120 })
  fc.assert(
    fc.property(text, text, text, (firstName, service, policy) => {
      const client = { ...makeBookingView().client, firstName }
      const studio = { service: { name: { en: service } }, settings: { policy: { en: policy } } }
      const lines = readCalendarFile(makeFile({ booking: { client }, studio }))
      expect(lines).toHaveLength(19)
    }),
  )
})
