import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { followReports, makeOutbox } from '../../tests/support/make-outbox.ts'
import { days, hours, minutes, seconds } from '../durations.ts'
import type { MailResult } from './mail-port.ts'

const busy: MailResult = { ok: false, kind: 'retry', reason: 'busy' }

test('sends again under the same key, word for word, when it died between sending and writing it down', async () => {
  const { studio, mailbox, send } = await makeOutbox()
  await makeBooking(studio)
  const dying = studio.makeContext()
  let writes = 0
  const { write } = dying.db
  dying.db.write = (statements) => {
    writes += 1
    return writes === 1 ? write(statements) : Promise.reject(new Error('died'))
  }
  await expect(send({ ctx: dying })).rejects.toThrow('died')

  expect(await send()).toMatchObject({ sent: 0, nextDueAt: studio.clock.now() + minutes(5) })
  studio.clock.advance(minutes(5))
  expect(await send()).toMatchObject({ sent: 1 })
  expect(mailbox.mails).toHaveLength(1)
  expect(mailbox.attempts).toHaveLength(2)
  expect(mailbox.attempts[1]).toEqual(mailbox.attempts[0])
})

test('does not overrule the run that took a message up after it', async () => {
  const { studio, send, readMessages } = await makeOutbox()
  await makeBooking(studio)
  const claimed = async () => (await readMessages('booking_confirmed'))[0]
  const [slow, next] = [Promise.withResolvers<MailResult>(), Promise.withResolvers<MailResult>()]
  const first = send({ mail: { send: () => slow.promise } })
  await expect.poll(claimed).toMatchObject({ state: 'claimed', attempts: 1 })
  studio.clock.advance(minutes(5))
  const second = send({ mail: { send: () => next.promise } })
  await expect.poll(claimed).toMatchObject({ state: 'claimed', attempts: 2 })

  slow.resolve({ ok: false, kind: 'rejected', reason: 'too late to say' })
  await first
  expect(await claimed()).toMatchObject({ state: 'claimed', attempts: 2, reason: null })
  next.resolve({ ok: true, providerId: 'id' })
  await second
  expect(await claimed()).toMatchObject({ state: 'sent', providerId: 'id' })
})

test('leaves a provider alone for as long as it asks, with all that is due', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  for (let n = 0; n < 3; n += 1) await makeBooking(studio, { startsAt: studio.clock.now() + days(n + 2) })
  mailbox.plan({ ok: false, kind: 'retry', reason: 'rate_limit_exceeded', retryAfterMs: minutes(3) })

  expect(await send()).toMatchObject({
    sent: 0,
    skipped: 0,
    failed: 0,
    nextDueAt: studio.clock.now() + minutes(3),
  })
  expect(mailbox.attempts).toHaveLength(1)
  expect((await readMessages('booking_confirmed')).map(({ attempts }) => attempts).toSorted()).toEqual([
    0, 0, 1,
  ])
  studio.clock.advance(minutes(3))
  expect(await send()).toMatchObject({ sent: 3 })
})

test('is patient with a provider that is down, for less than a day, and then gives up', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const { startsAt, createdAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(40) })
  mailbox.plan(...Array.from({ length: 100 }, () => busy))

  const times = await followReports(studio, { send: send, until: startsAt - days(2) })
  const waits = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / minutes(1))
  const longest = [1, 5, 15, 60, 180, 360, 720]
  expect(waits).toHaveLength(longest.length)
  for (const [index, wait] of waits.entries()) {
    // A little less, by chance: what failed together does not come back together.
    expect(wait).toBeGreaterThan((longest[index] ?? 0) * 0.9 - 0.01)
    expect(wait).toBeLessThanOrEqual(longest[index] ?? 0)
  }
  expect(studio.clock.now() - createdAt).toBeLessThan(days(1))
  expect((await readMessages('booking_confirmed'))[0]).toMatchObject({
    state: 'failed',
    reason: 'retry: busy',
    attempts: 8,
  })
})

test('delivers once when the provider took the mail and the answer got lost', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  await makeBooking(studio)
  mailbox.plan('lost', 'lost')
  await followReports(studio, { send: send, until: studio.clock.now() + minutes(10) })
  expect(mailbox.attempts).toHaveLength(3)
  expect(mailbox.mails).toHaveLength(1)
  expect((await readMessages('booking_confirmed'))[0]).toMatchObject({ state: 'sent', attempts: 3 })
})

test('does not send blindly what may have been sent more than 24 hours ago', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  await makeBooking(studio, { startsAt: studio.clock.now() + days(5) })
  mailbox.plan('lost')
  await send()
  studio.clock.advance(hours(24))
  expect(await send()).toMatchObject({ failed: 1 })
  expect(mailbox.attempts).toHaveLength(1)
  expect((await readMessages('booking_confirmed'))[0]).toMatchObject({
    state: 'failed',
    reason: 'unknown',
  })
})

test('fails at once what the provider will never take, and goes on', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  await makeBooking(studio, { startsAt: studio.clock.now() + days(2) })
  await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  mailbox.plan({ ok: false, kind: 'rejected', reason: 'validation_error: to' })
  expect(await send()).toMatchObject({ sent: 1, failed: 1 })
  expect((await readMessages()).find(({ state }) => state === 'failed')).toMatchObject({
    reason: 'rejected: validation_error: to',
    attempts: 1,
  })
})

test('goes on past a message that cannot be written', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  await makeBooking(studio, { startsAt: studio.clock.now() + days(2), clientTimeZone: 'Nowhere/Land' })
  studio.clock.advance(seconds(1))
  await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  expect(await send()).toMatchObject({ sent: 1 })
  expect(mailbox.mails).toHaveLength(1)
  expect((await readMessages('booking_confirmed')).find(({ state }) => state === 'planned')?.reason).toMatch(
    /^retry: cannot_compose: RangeError/,
  )
})

test('does not say that it was not sent what may have been, when it is too late to try again', async () => {
  const { studio, mailbox, send, readMessages } = await makeOutbox()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + hours(2) })
  await send()
  studio.clock.set(startsAt - minutes(31))
  mailbox.plan('lost')
  await send()
  studio.clock.set(startsAt - minutes(30))
  await send()
  expect(await readMessages('reminder')).toMatchObject([{ state: 'failed', reason: 'unknown' }])
  expect(mailbox.mails).toHaveLength(2)
})
