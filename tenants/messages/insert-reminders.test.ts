import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  clients,
  consents,
  notificationRules,
  messages,
  pushSubscriptions,
  services,
} from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours, minutes } from '../durations.ts'
import { replanReminders } from './insert-reminders.ts'

const PHONE = '+359888123456'

/** What is planned of reminders, soonest start of channel and lead first: `email 1440`. */
async function remindersOf({ ctx: { db } }: TestTenant): Promise<string[]> {
  const [rows] = await db.read([
    db.orm
      .select()
      .from(messages)
      .where(eq(messages.kind, 'reminder'))
      .orderBy(messages.channel, messages.leadMinutes),
  ])
  return rows.map(({ channel, leadMinutes, state }) =>
    [channel, leadMinutes, ...(state === 'planned' ? [] : [state])].join(' '),
  )
}

async function setRules({ ctx: { db } }: TestTenant, rules: [string, number, string?][]): Promise<void> {
  await db.write([
    db.orm.delete(notificationRules).where(eq(notificationRules.kind, 'reminder')),
    ...rules.map(([channel, leadMinutes, serviceId = null], index) =>
      db.orm.run(sql`INSERT INTO notification_rules (id, kind, channel, lead_minutes, service_id, created_at)
        VALUES (${`nrl_${index}`}, 'reminder', ${channel}, ${leadMinutes}, ${serviceId}, 0)`),
    ),
  ])
}

async function replan({ ctx: { db }, clock }: TestTenant): Promise<void> {
  const [remove, add] = replanReminders({ where: sql`true`, now: clock.now() })
  await db.write([db.orm.run(remove), db.orm.run(add)])
}

/** The one client there is agrees to text messages, and installs the site. */
async function reachEverywhere({ ctx: { db } }: TestTenant, { phone = PHONE, isGiven = true, at = 0 } = {}) {
  const [[client]] = await db.read([db.orm.select().from(clients)])
  const clientId = client?.id ?? ''
  const device = { id: 'psh_1', clientId, endpointHash: 'h', sealed: '', device: 'Firefox', createdAt: 0 }
  await db.write([
    db.orm.insert(consents).values({
      id: `con_${at}`,
      clientId,
      kind: 'sms',
      isGiven,
      text: 'Yes',
      version: '1',
      at,
      source: 'booking',
      actor: 'client',
      phone,
    }),
    db.orm.insert(pushSubscriptions).values(device).onConflictDoNothing(),
  ])
}

test.each([
  ['30 minutes', minutes(30), []],
  ['89 minutes', minutes(89), []],
  ['90 minutes', minutes(90), ['email 60']],
  ['2 hours', hours(2), ['email 60']],
  ['24 hours', hours(24), ['email 60']],
  ['24 hours and 29 minutes', hours(24) + minutes(29), ['email 60']],
  ['24 hours and 30 minutes', hours(24) + minutes(30), ['email 60', 'email 1440']],
])('leaves out what would come on the heels of the confirmation, %s ahead', async (_, ahead, planned) => {
  const studio = await makeTenant()
  await makeBooking(studio, { startsAt: studio.clock.now() + ahead })
  expect(await remindersOf(studio)).toEqual(planned)
})

test('reminds as often as the studio wants, a service by its own rules alone', async () => {
  const studio = await makeTenant()
  const { db } = studio.ctx
  await setRules(studio, [
    ['email', 48 * 60],
    ['email', 90],
    ['email', 15, ids.training],
    ['email', 20, ids.assessment],
  ])
  const startsAt = studio.clock.now() + days(4)
  await makeBooking(studio, { startsAt })
  expect(await remindersOf(studio)).toEqual(['email 90', 'email 2880'])

  await db.write([
    db.orm.update(services).set({ hasOwnReminders: true }).where(eq(services.id, ids.training)),
  ])
  await replan(studio)
  expect(await remindersOf(studio)).toEqual(['email 15'])
  await db.write([db.orm.delete(notificationRules).where(eq(notificationRules.serviceId, ids.training))])
  await replan(studio)
  expect(await remindersOf(studio)).toEqual([])
})

test('reminds by text message whoever agreed, and by push where the site is installed', async () => {
  const studio = await makeTenant()
  await setRules(studio, [
    ['email', 1440],
    ['sms', 120],
    ['push', 60],
  ])
  await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  expect(await remindersOf(studio)).toEqual(['email 1440'])

  await reachEverywhere(studio)
  await replan(studio)
  await replan(studio)
  expect(await remindersOf(studio)).toEqual(['email 1440', 'push 60', 'sms 120'])
  // Another number, and then none.
  await reachEverywhere(studio, { phone: '+359888999999', at: 1 })
  await replan(studio)
  const { db } = studio.ctx
  const [texts] = await db.read([db.orm.select().from(messages).where(eq(messages.channel, 'sms'))])
  expect(texts.map(({ recipient }) => recipient)).toEqual(['+359888999999'])
  await reachEverywhere(studio, { isGiven: false, at: 2 })
  await replan(studio)
  expect(await remindersOf(studio)).toEqual(['email 1440', 'push 60'])
})

test('takes out what a rule does not ask for any more, and puts it back when it does', async () => {
  const studio = await makeTenant()
  const { startsAt } = await makeBooking(studio, { startsAt: studio.clock.now() + days(3) })
  await setRules(studio, [['email', 60]])
  await replan(studio)
  expect(await remindersOf(studio)).toEqual(['email 60'])
  await setRules(studio, [
    ['email', 60],
    ['email', 1440],
  ])
  await replan(studio)
  expect(await remindersOf(studio)).toEqual(['email 60', 'email 1440'])

  // Nothing at once: a rule that would have been due a while ago is too late for this booking.
  studio.clock.set(startsAt - hours(23))
  await setRules(studio, [['email', 23 * 60 + 20]])
  await replan(studio)
  // The one that is due stays: it is on its way.
  expect(await remindersOf(studio)).toEqual(['email 1440'])
})
