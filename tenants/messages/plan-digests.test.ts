import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { messages, messageSettings, staffNotificationChoices } from '../../db/tenant/schema/index.ts'
import { makeMailbox } from '../../tests/fakes/mailbox.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { MAIL_FROM } from '../../tests/support/make-outbox.ts'
import { makeTeam, people } from '../../tests/support/make-team.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours, minutes } from '../durations.ts'
import { nextDigest, planDigests } from './plan-digests.ts'
import { sendDueMessages } from './send-due-messages.ts'

/** Tuesday, seven in the morning in Sofia. */
const TUESDAY_SEVEN = Date.UTC(2027, 0, 5, 5)

/** Maria trains somebody on Tuesday, Ivan somebody on Thursday. */
async function makeBusy() {
  const studio = await makeTeam()
  const { ctx, clock } = studio
  await makeBooking(studio, { startsAt: TUESDAY_SEVEN + hours(3) })
  await makeBooking(studio, {
    startsAt: TUESDAY_SEVEN + days(2) + hours(3),
    trainerId: ids.ivan,
    contactEmail: 'b@example.test',
  })
  const mailbox = makeMailbox()
  return {
    studio,
    clock,
    mailbox,
    plan: () => planDigests(ctx),
    look: () => nextDigest(ctx),
    send: async () => {
      await sendDueMessages(studio.makeContext(), { mail: mailbox.port, mailFrom: MAIL_FROM })
      const mails = mailbox.mails.splice(0).filter(({ tags }) => tags['kind'] === 'staff_digest')
      return mails.map(({ to }) => to.split('@')[0]).toSorted()
    },
  }
}

const everybody = ['dora', 'martin', 'olga', 'oscar']

test('tells staff each morning what the day holds, a trainer on days of their own', async () => {
  const { clock, look, plan, send } = await makeBusy()
  expect(await plan()).toBe(TUESDAY_SEVEN)
  expect(await look()).toBe(TUESDAY_SEVEN)
  clock.set(TUESDAY_SEVEN - 1)
  expect(await plan()).toBe(TUESDAY_SEVEN)
  expect(await send()).toEqual([])

  clock.set(TUESDAY_SEVEN)
  expect(await look()).toBe(TUESDAY_SEVEN)
  expect(await plan()).toBe(TUESDAY_SEVEN + days(2))
  expect(await look()).toBe(TUESDAY_SEVEN + days(2))
  await Promise.all([plan(), plan()])
  expect(await send()).toEqual([...everybody, 'maria'].toSorted())
  clock.advance(minutes(90))
  await plan()
  expect(await send()).toEqual([])

  clock.set(TUESDAY_SEVEN + days(1))
  expect(await plan()).toBe(TUESDAY_SEVEN + days(2))
  expect(await send()).toEqual([])
  clock.set(TUESDAY_SEVEN + days(2))
  expect(await plan()).toBeNull()
  expect(await send()).toEqual(everybody)
})

test('says what is on, to each in their language', async () => {
  const { clock, mailbox, plan, studio } = await makeBusy()
  clock.set(TUESDAY_SEVEN)
  await plan()
  await sendDueMessages(studio.ctx, { mail: mailbox.port, mailFrom: MAIL_FROM })
  const mail = mailbox.mails.find(({ to }) => to === 'maria@example.test')
  expect(mail?.text).toContain('10:00')
  expect(mail?.text).toContain('Elena Ivanova')
})

test('comes in the morning or not at all', async () => {
  const { clock, plan, send } = await makeBusy()
  clock.set(TUESDAY_SEVEN + hours(3))
  await plan()
  expect(await send()).toEqual([])

  clock.set(TUESDAY_SEVEN + days(2) + hours(2))
  await plan()
  clock.advance(hours(1))
  expect(await send()).toEqual([])
})

test('leaves out who does not want it, and everybody where the studio does not', async () => {
  const { studio, clock, plan, send } = await makeBusy()
  const { db } = studio.ctx
  const no = { kind: 'digest', isWanted: false } as const
  await db.write([
    db.orm
      .insert(staffNotificationChoices)
      .values([people.dora, people.martin].map((userId) => ({ userId, ...no }))),
  ])
  clock.set(TUESDAY_SEVEN)
  await plan()
  // After it was planned, too.
  await db.write([db.orm.insert(staffNotificationChoices).values({ userId: people.oscar, ...no })])
  expect(await send()).toEqual(['maria', 'olga'])
  const [[row]] = await db.read([db.orm.select().from(messages).where(eq(messages.userId, people.oscar))])
  expect(row).toMatchObject({ state: 'skipped', reason: 'unwanted' })

  await db.write([db.orm.update(messageSettings).set({ digestAtMinute: null })])
  expect(await plan()).toBeNull()
})
