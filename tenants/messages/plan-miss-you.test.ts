import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clients, messages, messageSettings, notificationChoices } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { days, hours } from '../durations.ts'
import { nextMissYou, planMissYou } from './plan-miss-you.ts'

/** Elena came on Tuesday; the studio misses whoever has not come for 20 days, and she agreed to news. */
async function makeMissed({ isWanted = true } = {}) {
  const outbox = await makeOutbox()
  const { studio, send } = outbox
  const { db } = studio.ctx
  const { startsAt, clientId } = await makeBooking(studio)
  await send()
  await db.write([
    db.orm.update(messageSettings).set({ missYouDays: 20 }),
    db.orm
      .insert(notificationChoices)
      .values({ clientId, kind: 'news', channel: 'email', isWanted, updatedAt: 0 }),
  ])
  const told = async () => {
    await send()
    return outbox.mailbox.mails.splice(0).map(({ tags }) => tags['kind'])
  }
  await told()
  return { ...outbox, clientId, startsAt, told, plan: () => planMissYou(studio.ctx) }
}

test('tells somebody that they are missed, once, in the morning', async () => {
  const { studio, startsAt, plan, told, readMessages } = await makeMissed()
  const look = () => nextMissYou(studio.ctx)
  // Ten in the morning of Sofia, as the booking is.
  const due = startsAt + days(20)
  expect(await plan()).toBe(due)
  expect(await look()).toBe(due)
  studio.clock.set(due - 1)
  await plan()
  expect(await readMessages('miss_you')).toEqual([])

  studio.clock.set(due)
  expect(await look()).toBe(due)
  expect(await plan()).toBeNull()
  expect(await look()).toBeNull()
  await Promise.all([plan(), plan()])
  expect(await told()).toEqual(['miss_you'])
  studio.clock.advance(days(2))
  await plan()
  expect(await told()).toEqual([])
})

test('waits for the morning', async () => {
  const { studio, startsAt, plan, told, readMessages } = await makeMissed()
  studio.clock.set(startsAt + days(20) + hours(5))
  await plan()
  expect(await readMessages('miss_you')).toMatchObject([{ plannedAt: startsAt + days(21) }])
  expect(await told()).toEqual([])
  studio.clock.set(startsAt + days(21))
  expect(await told()).toEqual(['miss_you'])
})

test.each([
  ['who said no to news', { isWanted: false }],
  ['whose mail comes back', { mailRefusedAt: 1, mailRefusal: 'bounced' }],
  ['whom the studio has blocked', { blockedAt: 1 }],
  ['who asked to be forgotten', { erasedAt: 1 }],
  ['who has been away for long already', { lateDays: 31 }],
] as const)('leaves alone %s', async (_, { isWanted, lateDays = 0, ...change }: Record<string, unknown>) => {
  const { studio, clientId, startsAt, plan, readMessages } = await makeMissed({
    isWanted: isWanted !== false,
  })
  const { db } = studio.ctx
  if (Object.keys(change).length > 0) {
    await db.write([db.orm.update(clients).set(change).where(eq(clients.id, clientId))])
  }
  studio.clock.set(startsAt + days(20 + Number(lateDays)))
  await plan()
  expect(await readMessages('miss_you')).toEqual([])
})

test.each([
  ['who has booked meanwhile', 'changed'],
  ['who said no meanwhile', 'unwanted'],
])('does not tell %s', async (_, reason) => {
  const { studio, startsAt, plan, told, clientId } = await makeMissed()
  const { db } = studio.ctx
  studio.clock.set(startsAt + days(20) - hours(1))
  // A minute too early to be due, and planned for when it is.
  await db.write([db.orm.update(messageSettings).set({ missYouDays: 19 })])
  await plan()
  if (reason === 'changed') await makeBooking(studio, { startsAt: studio.clock.now() + days(9) })
  else {
    await db.write([
      db.orm
        .update(notificationChoices)
        .set({ isWanted: false })
        .where(eq(notificationChoices.clientId, clientId)),
    ])
  }
  studio.clock.set(startsAt + days(20))
  expect(await told()).not.toContain('miss_you')
  const [rows] = await db.read([db.orm.select().from(messages).where(eq(messages.kind, 'miss_you'))])
  expect(rows).toMatchObject([{ state: 'skipped', reason }])
})
