import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { followReports, makeOutbox } from '../../tests/support/make-outbox.ts'
import { makeTextedStudio } from '../../tests/support/make-texted-studio.ts'
import { toInstant, toLocalTime } from '../availability/local-time.ts'
import { days, hours, minutes } from '../durations.ts'

/** Days on which the clocks change: an hour, or half of one, in spring and in autumn. */
const CHANGES = [
  ['Europe/Sofia', '2027-03-28', '2027-10-31'],
  ['America/New_York', '2027-03-14', '2027-11-07'],
  ['America/St_Johns', '2027-03-14', '2027-11-07'],
  ['Australia/Lord_Howe', '2027-10-03', '2027-04-04'],
  ['Pacific/Chatham', '2027-09-26', '2027-04-04'],
  ['Africa/Cairo', '2027-04-30', '2027-10-29'],
] as const

const onBoth = CHANGES.flatMap(([timeZone, ...dates]) => dates.map((on) => ({ timeZone, on })))

test.each(onBoth)(
  'booked 36 hours ahead, reminds a day and an hour of elapsed time before, and not a moment earlier: $timeZone, $on',
  async ({ timeZone, on }) => {
    const startsAt = toInstant(timeZone, { on, minuteOfDay: 10 * 60 })
    const { studio, mailbox, send } = await makeOutbox({
      now: startsAt - hours(36),
      studio: { location: { timeZone } },
    })
    await makeBooking(studio, { startsAt })
    const sentAt: number[] = []
    // Cron comes every minute; here, whenever something may change, and a moment before.
    for (const at of [-36, -24, -1].map((ahead) => startsAt + hours(ahead))) {
      for (const moment of [at - 1, at, at + minutes(1)]) {
        studio.clock.set(Math.max(moment, studio.clock.now()))
        const before = mailbox.mails.length
        await send()
        if (mailbox.mails.length > before) sentAt.push(studio.clock.now())
      }
    }
    expect(sentAt).toEqual([startsAt - hours(36), startsAt - hours(24), startsAt - hours(1)])
    // The wall says the same in each.
    for (const { text } of mailbox.mails) expect(text).toContain('10:00')
  },
)

/** When the one text message goes out, as the wall shows it: `28 02:30`; or why it does not. */
async function textedAt({ timeZone = 'Europe/Sofia', on, start, lead, quiet = [22 * 60, 8 * 60] }: Night) {
  const startsAt = toInstant(timeZone, { on, minuteOfDay: start })
  const [quietFromMinute = 0, quietUntilMinute = 0] = quiet
  const texted = await makeTextedStudio({
    now: startsAt - days(3),
    startsAt,
    leads: [lead],
    studio: { location: { timeZone }, settings: { quietFromMinute, quietUntilMinute } },
  })
  const times = await followReports(texted.studio, { send: texted.send, until: startsAt + hours(1) })
  const row = (await texted.readMessages('reminder')).find(({ channel }) => channel === 'sms')
  if (row?.state !== 'sent') return { at: row?.reason, times }
  const { on: date, minuteOfDay } = toLocalTime(timeZone, row.settledAt ?? 0)
  const clock = `${Math.floor(minuteOfDay / 60)}:${String(minuteOfDay % 60).padStart(2, '0')}`
  return { at: `${date.slice(8)} ${clock}`, times, isEarly: (row.settledAt ?? 0) < startsAt - minutes(lead) }
}

type Night = { timeZone?: string; on: string; start: number; lead: number; quiet?: number[] }

test.each<[string, Night, string]>([
  ['waits for the morning', { on: '2027-01-13', start: 8 * 60 + 45, lead: 60 }, '13 8:00'],
  ['is dropped when that is too late', { on: '2027-01-13', start: 8 * 60 + 20, lead: 60 }, 'quiet_hours'],
  ['goes out when the night is over', { on: '2027-01-13', start: 9 * 60, lead: 60 }, '13 8:00'],
  ['goes out until the night begins', { on: '2027-01-13', start: 22 * 60 + 59, lead: 60 }, '13 21:59'],
  ['is of the evening before, and waits', { on: '2027-01-13', start: 23 * 60, lead: 24 * 60 }, '13 8:00'],
  [
    'waits where nights do not cross midnight',
    night(13, 14.25, { quiet: [12 * 60, 13 * 60 + 30] }),
    '13 13:30',
  ],
  ['knows no night where there is none', night(4, 5, { quiet: [0, 0] }), '13 4:00'],
])('a text message %s', async (_, wish, expected) => {
  expect((await textedAt(wish)).at).toBe(expected)
})

/** Due at one hour, for a start at another. */
function night(due: number, start: number, changes: Partial<Night> = {}): Night {
  return { on: '2027-01-13', start: start * 60, lead: (start - due) * 60, ...changes }
}

test.each<[string, Night, string]>([
  // Due at half past two, which is there once; the night is an hour shorter.
  ['spring', { on: '2027-03-28', start: 18 * 60 + 30, lead: 15 * 60 }, '28 8:00'],
  // The night is an hour longer.
  ['autumn', { on: '2027-10-31', start: 18 * 60 + 30, lead: 15 * 60 }, '31 8:00'],
  // It would end at half past three, which is not there that day.
  [
    'its end is skipped',
    { on: '2027-03-28', start: 18 * 60, lead: 16 * 60, quiet: [60, 3 * 60 + 30] },
    '28 4:30',
  ],
  // It ends at half past three, which is there twice: the first one.
  [
    'its end comes twice',
    { on: '2027-10-31', start: 18 * 60, lead: 16 * 60, quiet: [60, 3 * 60 + 30] },
    '31 3:30',
  ],
])('a night in which the clocks change: %s', async (_, wish, expected) => {
  const { at, isEarly } = await textedAt(wish)
  expect(at).toBe(expected)
  expect(isEarly).toBe(false)
})

test('mail knows no quiet hours', async () => {
  const startsAt = Date.UTC(2027, 0, 13, 1)
  const { studio, mailbox, send } = await makeOutbox({ now: startsAt - days(2) })
  await makeBooking(studio, { startsAt })
  await followReports(studio, { send, until: startsAt })
  expect(mailbox.mails).toHaveLength(3)
})
