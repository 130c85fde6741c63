import { expect, test } from 'vitest'
import { bookingMessageKinds } from '../../db/tenant/schema/index.ts'
import { makeBookingView, makeStudioNames } from '../../tests/support/make-booking-view.ts'
import { makeStory } from '../../tests/support/make-story.ts'
import { readCalendarFile, readCalendarInstant } from '../../tests/support/read-calendar-file.ts'
import type { StudioChanges } from '../../tests/support/studio-rows.ts'
import type { BookingView } from '../bookings/booking-view.ts'
import { hours } from '../durations.ts'
import { makeCalendarFile } from './make-calendar-file.ts'
import { renderMessage } from './render-message.ts'
import type { Story } from './tell-story.ts'

type Wish = Partial<Story> & {
  locale?: 'en' | 'bg'
  booking?: Partial<BookingView>
  studio?: StudioChanges
}

const actionUrl = 'https://book.ironworks.test/bookings/bkg_1?token=k1.c2ln&x=1'

function render({ locale = 'en', booking, studio, ...story }: Wish = {}) {
  const catalogue = makeStudioNames(studio)
  return renderMessage({ story: makeStory(story, booking), locale, catalogue, actionUrl })
}

test('confirms in English', () => {
  const { subject, text } = render()
  expect(subject).toBe('Booked: Personal training, Tuesday 5 January, 18:00')
  expect(text).toBe(`Elena, you’re booked.

We look forward to seeing you. Everything you need is here:

What: Personal training
When: Tuesday, 5 January 2027, 18:00–19:00 (Eastern European Time, GMT+2)
With: Maria Petrova
Where: Main hall, 12 Shipka St, Sofia
Price: €60.00

View or cancel your booking:
${actionUrl}

You can cancel free of charge until Monday 4 January, 18:00.

Free to cancel until 24 hours before the start.

Questions? Just reply to this e-mail or call +359881234567.

-- \nIron Works`)
})

test('confirms in Bulgarian', () => {
  const { subject, text } = render({ locale: 'bg' })
  expect(subject).toBe('Запазен час: Персонална тренировка, вторник, 5 януари, 18:00 ч.')
  expect(text).toContain('Elena, часът Ви е запазен.')
  expect(text).toContain(
    'Кога: вторник, 5 януари 2027 г., 18:00–19:00 ч. (Източноевропейско време, Гринуич+2)',
  )
  expect(text).toContain('С кого: Мария Петрова\nКъде: Голяма зала, ул. Шипка 12, София\nЦена: 60,00 €')
  expect(text).toContain('Можете да се откажете безплатно до понеделник, 4 януари, 18:00 ч.\n\n')
})

test('cancels without a policy and offers another time', () => {
  const { subject, text } = render({ kind: 'booking_cancelled' })
  expect(subject).toBe('Cancelled: Personal training, Tuesday 5 January, 18:00')
  expect(text).toContain(`Book another time:\n${actionUrl}`)
  expect(text).not.toContain('free of charge')
})

test('reminds without naming a day, as a reminder may come late', () => {
  const day = render({ kind: 'reminder', leadMinutes: 1440 })
  const hour = render({ kind: 'reminder', leadMinutes: 60, locale: 'bg' })
  expect(day.subject).toBe('Reminder: Personal training, Tuesday 5 January, 18:00')
  expect(day.text).toContain('Elena, see you soon.')
  expect(hour.text).toContain('Elena, започваме съвсем скоро.')
  expect(day.text + hour.text).not.toMatch(/today|tomorrow|днес|утре/)
})

test('promises a free cancellation only while there is one', () => {
  const booking = { freeCancelUntil: makeBookingView().startsAt - hours(2) }
  expect(render({ booking }).text).toContain('free of charge until Tuesday 5 January, 16:00')
  expect(render({ kind: 'reminder', leadMinutes: 1440, booking }).text).toContain('free of charge until')
  expect(render({ kind: 'reminder', leadMinutes: 60, booking }).text).not.toContain('free of charge until')
})

test('writes times and money as they are written where the studio is', () => {
  const { text } = render({
    booking: { timeZone: 'America/New_York', currency: 'USD' },
    studio: { location: { timeZone: 'America/New_York' } },
  })
  expect(text).toMatch(/Tuesday, January 5, 2027, 11:00\sAM–12:00\sPM \(Eastern Time, GMT-5\)/)
  expect(text).toContain('$60.00')
  expect(render({ booking: { currency: 'JPY', priceMinor: 6000 } }).text).toContain('6,000')
  expect(render({ booking: { priceMinor: 0 } }).text).toContain('Price: Free of charge')
})

test("shows the client's own clock second, when it shows something else", () => {
  const { text } = render({ booking: { clientTimeZone: 'Asia/Tokyo' } })
  expect(text).toContain('Your time: Wednesday, 6 January 2027, 01:00–02:00 (Japan Standard Time, GMT+9)')
  expect(text.indexOf('When: ')).toBeLessThan(text.indexOf('Your time: '))
  expect(render({ booking: { clientTimeZone: 'Europe/Helsinki' } }).text).not.toContain('Your time')
})

/** The instant that a text names by date, first time and first offset. */
function readInstant(text: string): number {
  const [, day, month, year, time, hour, minute] =
    /\w+, (\d+) (\w+) (\d{4}), (\d\d:\d\d)–.*?GMT([+-]\d+)?(?::(\d\d))?(?: → |[)<])/s.exec(text) ?? []
  const offset = Number(hour ?? 0) * 60 + Math.sign(Number(hour ?? 0)) * Number(minute ?? 0)
  return Date.parse(`${day} ${month} ${year} ${time} UTC`) - offset * 60_000
}

test.each([
  ['Europe/Sofia', Date.UTC(2027, 2, 28, 0, 30), 'the hour before the clocks go forward'],
  ['Europe/Sofia', Date.UTC(2027, 2, 28, 1), 'the hour after it'],
  ['Europe/Sofia', Date.UTC(2027, 9, 31, 0, 30), '03:30 for the first time'],
  ['Europe/Sofia', Date.UTC(2027, 9, 31, 1, 30), '03:30 for the second time'],
  ['Europe/London', Date.UTC(2027, 0, 5, 16), 'no offset at all'],
  ['Pacific/Kiritimati', Date.UTC(2027, 0, 5, 16), 'the day after'],
  ['Pacific/Chatham', Date.UTC(2027, 0, 5, 16), 'three quarters of an hour'],
  ['Australia/Lord_Howe', Date.UTC(2027, 3, 3, 14, 45), 'half an hour of change'],
  ['Pacific/Pago_Pago', Date.UTC(2027, 0, 5, 5), 'the day before'],
])('means the same instant in text, HTML, calendar file and row: %s, %i, %s', (timeZone, startsAt) => {
  const booking = makeBookingView({ startsAt, endsAt: startsAt + hours(1), timeZone })
  const { text, html } = render({ booking })
  const ics = makeCalendarFile({
    booking,
    catalogue: makeStudioNames(),
    locale: 'en',
    manageUrl: actionUrl,
    method: 'REQUEST',
    now: booking.createdAt,
  })
  const [when = ''] = /When: .*/.exec(text) ?? []
  const start = readCalendarFile(ics).find(([name]) => name === 'DTSTART')?.[1] ?? ''
  expect(readInstant(when)).toBe(startsAt)
  expect(readInstant(html.replace(/<br\/><span[^>]*>/g, ' (').replaceAll('\u2060', ''))).toBe(startsAt)
  expect(readCalendarInstant(start)).toBe(startsAt)
})

test('names both offsets when the clocks change during the booking', () => {
  const startsAt = Date.UTC(2027, 9, 31, 0, 30)
  expect(render({ booking: { startsAt, endsAt: startsAt + hours(1) } }).text).toContain(
    '03:30–03:30 (Eastern European Time (Bulgaria), GMT+3 → GMT+2)',
  )
})

test('puts no text into the HTML that is not escaped', () => {
  const evil = `<img src=x onerror=alert(1)>"'&`
  const { html, subject } = render({
    studio: {
      settings: { studioName: { en: evil }, policy: { en: evil }, contactPhone: evil },
      location: { name: { en: evil }, address: { en: evil } },
      service: { name: { en: evil } },
    },
  })
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;')
  expect(html).toContain(`href="${actionUrl.replace('&', '&amp;')}"`)
  expect(subject).toContain(evil)
})

test.each(bookingMessageKinds.flatMap((kind) => [[kind, 'en'] as const, [kind, 'bg'] as const]))(
  'escapes and keeps on one line what people and staff wrote, in a message of kind %s, in %s',
  (kind, locale) => {
    const evil = `</td><script>alert(1)</script>\r\nBcc: x@evil.test`
    const { html, text, subject } = render({
      kind,
      locale,
      firstName: evil,
      people: [evil, null],
      reason: evil,
      policy: { en: '<script>', bg: '<script>' },
      until: 0,
      byStudio: true,
      studio: {
        settings: { studioName: { en: evil }, contactPhone: evil },
        location: { name: { en: evil }, address: { en: evil } },
        service: { name: { en: evil } },
      },
    })
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/<script|<\/td>\s*&lt;/)
    expect(text).not.toMatch(/^Bcc:/m)
    expect(subject).not.toMatch(/[\r\n]/)
  },
)

test.each(['Win money at evil.test', 'https://evil.test', 'Click <a>', 'x'.repeat(41), '  ', '123'])(
  'does not speak to "%s" by name: anybody can book with any address',
  (firstName) => {
    const { text, html } = render({ booking: { client: { ...makeBookingView().client, firstName } } })
    expect(text).toMatch(/^You’re booked\./)
    expect(html).not.toContain('evil.test')
  },
)

test.each(['Ана-Мария', "D'Arcy", 'Zoë', 'Nguyễn Thị'])('speaks to %s by name', (firstName) => {
  expect(render({ booking: { client: { ...makeBookingView().client, firstName } } }).text).toMatch(
    new RegExp(`^${firstName}, you’re booked`),
  )
})

test('keeps the subject and every fact on one line', () => {
  const { subject, text } = render({
    studio: { service: { name: { en: 'Train\r\nBcc: x@evil.test\rX\u2028Y\u0000' } } },
  })
  expect(subject).toBe('Booked: Train Bcc: x@evil.test X Y, Tuesday 5 January, 18:00')
  expect(text).toContain('What: Train Bcc: x@evil.test X Y\nWhen')
})

test("names the studio and nobody else, in the studio's colour with text that can be read", () => {
  const { html, text } = render({ studio: { settings: { theme: themeOf('#ffe94a') } } })
  expect(html).toContain('background-color:#ffe94a')
  expect(html).toMatch(/color:#000000[^>]*>Iron Works</)
  expect(render({ studio: { settings: { theme: themeOf('#3b0764') } } }).html).toMatch(
    /color:#ffffff[^>]*>Iron Works</,
  )
  expect(html + text).not.toMatch(/trainerhub/i)
})

function themeOf(brandColor: string) {
  return {
    brandColor,
    accentColor: null,
    mood: 'paper',
    typePair: 'lora-rubik',
    corners: 'soft',
    hero: 'plain',
    density: 'regular',
    pattern: 'grid',
  } as const
}

test('is the same mail each time it is written', () => {
  expect(render()).toEqual(render())
})
