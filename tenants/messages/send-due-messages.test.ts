import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, services } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { followReports, MAIL_FROM, makeOutbox } from '../../tests/support/make-outbox.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { days, hours, minutes } from '../durations.ts'
import { isFarewell } from './settle-messages.ts'

test('sends the confirmation at once, with the booking for the calendar, and says when to come again', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const booking = await makeBooking(studio)

  expect(await send()).toMatchObject({
    sent: 1,
    skipped: 0,
    failed: 0,
    nextDueAt: booking.startsAt - hours(24),
  })
  const [mail] = mailbox.mails
  const [row] = await readMessages('booking_confirmed')
  expect(mail).toMatchObject({
    idempotencyKey: `booking_confirmed/${studio.ctx.tenant.id}/${row?.id}`,
    from: '"Iron Works" <bookings@mail.example.test>',
    to: 'elena@example.test',
    replyTo: 'hello@ironworks.example.test',
    tags: { kind: 'booking_confirmed', tenant: studio.ctx.tenant.id },
    attachments: [
      {
        filename: 'booking.ics',
        contentType: 'text/calendar; method=REQUEST; charset=UTF-8',
        content: expect.stringContaining('METHOD:REQUEST'),
      },
    ],
  })
  expect(row).toMatchObject({
    state: 'sent',
    attempts: 1,
    providerId: `id of ${mail?.idempotencyKey}`,
    settledAt: studio.clock.now(),
    claimedUntil: null,
  })
})

test('sends a confirmation and both reminders once each, whoever runs when', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  const crowd = () => Promise.all([send(), send(), send()]).then(([first]) => first)

  const times = await followReports(studio, { send: crowd, until: startsAt })
  await send()
  expect(mailbox.attempts.map(({ subject }) => subject.split(':')[0])).toEqual([
    'Booked',
    'Reminder',
    'Reminder',
  ])
  expect(times).toEqual(expect.arrayContaining([startsAt - hours(24), startsAt - hours(1)]))
  expect((await readMessages()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
})

test('hands each of many messages over once when four runs share them', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  for (let n = 0; n < 12; n += 1) await makeBooking(studio, { startsAt: studio.clock.now() + days(n + 2) })
  const reports = await Promise.all([1, 2, 3, 4].map(() => send({ limit: 5 })))
  expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
  expect(new Set(mailbox.attempts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(12)
  expect(mailbox.attempts).toHaveLength(12)
})

test('takes no more than it is told to and says that more is due', async () => {
  const { studio, send } = await makeOutbox()
  for (let n = 0; n < 3; n += 1) await makeBooking(studio, { startsAt: studio.clock.now() + days(n + 2) })
  expect(await send({ limit: 2 })).toMatchObject({ sent: 2, nextDueAt: studio.clock.now() })
})

test('makes one round trip when nothing is due and two when something is', async () => {
  const { studio, send } = await makeOutbox()
  await makeBooking(studio)
  const [first, second] = [studio.makeContext(), studio.makeContext()]
  await send({ ctx: first })
  await send({ ctx: second })
  expect([first, second].map(({ db }) => db.roundTrips().count)).toEqual([2, 1])
})

test('tells of a cancellation, takes it out of the calendar, and drops what was planned', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const { id: bookingId } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  await send()
  await cancelBooking(studio.ctx, { bookingId, manageToken: await makeManageToken(studio.ctx, bookingId) })
  await send()
  studio.clock.advance(days(4))
  await send()

  expect(mailbox.mails.map(({ subject }) => subject.split(':')[0])).toEqual(['Booked', 'Cancelled'])
  expect(mailbox.mails[1]?.attachments[0]?.content).toContain('METHOD:CANCEL')
  expect(mailbox.mails[1]?.attachments[0]?.content).toContain('SEQUENCE:1')
  expect((await readMessages('reminder')).map(({ state, reason }) => [state, reason])).toEqual([
    ['skipped', 'cancelled'],
    ['skipped', 'cancelled'],
  ])
})

test.each([
  ['cancelled', { status: 'cancelled', version: 2 }, 'cancelled'],
  ['moved', { version: 2 }, 'changed'],
] as const)('judges by the booking as it is now: %s by some other way', async (_, change, reason) => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const { id, startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(2) })
  const { db } = studio.ctx
  await db.write([db.orm.update(bookings).set(change).where(eq(bookings.id, id))])

  studio.clock.set(startsAt - hours(1))
  expect(await send()).toMatchObject({ sent: 0, skipped: 3, failed: 0, nextDueAt: null })
  expect(mailbox.attempts).toEqual([])
  expect((await readMessages()).map((row) => row.reason)).toEqual([reason, reason, reason])
})

test.each([
  ['6 hours late', days(1) - hours(6), 'sent'],
  ['12 hours late', days(1) - hours(12), 'skipped'],
  ['an hour before, on time', hours(1), 'sent'],
  ['an hour before, 29 minutes late', minutes(31), 'sent'],
  ['an hour before, 30 minutes late', minutes(30), 'skipped'],
  ['after the start', -minutes(1), 'skipped'],
])(
  'after an outage sends reminders that are still of use and drops the others: %s',
  async (_, ahead, state) => {
    const { studio, send, readMessages } = await makeOutbox()
    const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
    await send()
    studio.clock.set(startsAt - ahead)
    await send()
    const due = (await readMessages('reminder')).filter(({ plannedAt }) => plannedAt <= studio.clock.now())
    expect(due.at(-1)).toMatchObject({ state, reason: state === 'skipped' ? 'too_late' : null })
  },
)

test('never sends the day reminder together with the hour one', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  await send()
  studio.clock.set(startsAt - hours(1))
  expect(await send()).toMatchObject({ sent: 1, skipped: 1 })
  expect(mailbox.mails.at(-1)?.text).toContain('we start shortly')
})

test('leads to the host the booking was made on, by the scheme and port of this installation', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  await makeBooking(studio, { host: 'ironworks.localhost' })
  await send({ ctx: studio.makeContext({ origin: 'http://book.ironworks.test:8787' }) })
  expect(mailbox.mails[0]?.text).toContain('http://ironworks.localhost:8787/bookings/bkg_')
  expect(mailbox.mails[0]?.text).not.toContain('book.ironworks.test')
})

test('still names a service and a trainer that take no bookings any more', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  await makeBooking(studio)
  const { db } = studio.ctx
  await db.write([
    db.orm.update(services).set({ status: 'archived' }),
    db.orm.run(sql`UPDATE trainers SET is_bookable = 0`),
  ])
  await send()
  expect(mailbox.mails[0]?.text).toContain('Personal training')
  expect(mailbox.mails[0]?.text).toContain('Maria Petrova')
})

test('cannot be made to speak in another name or to other people', async () => {
  const { mailbox, studio, send } = await makeOutbox({
    studio: {
      settings: {
        studioName: { en: 'PayPal" <security@paypal.com>\r\nBcc: a@evil.test' },
        contactEmail: 'a@studio.test\r\nBcc: b@evil.test',
      },
    },
  })
  await makeBooking(studio, { contactEmail: 'elena@example.test\r\nBcc: c@evil.test' })
  await send()
  const [mail] = mailbox.mails
  expect(mail?.from).toBe(`"PayPal security@paypal.com Bcc: a@evil.test" <${MAIL_FROM}>`)
  expect([mail?.from, mail?.to, mail?.replyTo, mail?.subject].join('')).not.toMatch(/[\r\n]/)
})

test("sends nothing of another studio's, and nothing of a suspended one's", async () => {
  const { studio, mailbox, send } = await makeOutbox()
  const other = await makeOutbox({ host: 'book.lotus-yoga.test' })
  await makeBooking(studio)
  await makeBooking(other.studio, { contactEmail: 'canary@example.test', serviceId: ids.assessment })
  const { tenant } = studio.ctx

  await send({ ctx: studio.makeContext({ tenant: { ...tenant, status: 'suspended' } }) })
  expect(mailbox.attempts).toEqual([])
  await send()
  expect(mailbox.mails.map(({ to }) => to)).toEqual(['elena@example.test'])
  expect(JSON.stringify(mailbox.mails)).not.toContain('lotus')
  expect((await other.readMessages('booking_confirmed'))[0]?.state).toBe('planned')
})

test('settling looks at the bookings that messages are about, not at all there are', async () => {
  const { db } = (await makeOutbox()).studio.ctx
  const query = sql`SELECT ${isFarewell} FROM messages WHERE id = 'msg_x'`
  const [plan] = await db.read([db.orm.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query}`)])
  const steps = plan.map(({ detail }) => detail)

  expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([])
  expect(steps.filter((step) => step.startsWith('SEARCH'))).toHaveLength(3)
})
