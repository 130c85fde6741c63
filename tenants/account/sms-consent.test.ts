import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, messages, notificationRules, smsStops } from '../../db/tenant/schema/index.ts'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { sendSmsAs } from '../../tests/support/send-sms-as.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { hours } from '../durations.ts'
import { listConsents } from '../privacy/list-consents.ts'
import { recordConsent } from '../privacy/record-consent.ts'
import { getSmsConsent } from './get-sms-consent.ts'
import { setSmsConsent } from './set-sms-consent.ts'

const PHONE = '+359888123123'

/** Somebody with an account and a number, a booking three days ahead, and a studio that reminds by text message. */
async function makeSomebody() {
  const studio = await makeTenant()
  const known = await makeKnownClient(studio)
  await sendSmsAs(studio.ctx)
  const { orm, write } = studio.ctx.db
  await write([
    orm.insert(notificationRules).values({
      id: 'nrl_sms',
      kind: 'reminder',
      channel: 'sms',
      leadMinutes: 120,
      createdAt: 0,
    }),
    orm.update(clients).set({ phone: PHONE }).where(eq(clients.id, known.clientId)),
    orm.delete(smsStops),
  ])
  const booking = await writeBooking(studio)
  await write([orm.update(bookings).set({ clientId: known.clientId }).where(eq(bookings.id, booking.id))])
  const listReminders = async () => {
    const [rows] = await studio.ctx.db.read([orm.select().from(messages).where(eq(messages.channel, 'sms'))])
    return rows.map(({ recipient, plannedAt }) => ({ recipient, before: booking.startsAt - plannedAt }))
  }
  const list = () => listConsents(known.self, { clientId: known.clientId })
  return { studio, ...known, listReminders, list }
}

test('agrees to text messages and takes it back, each in the words they saw, and plans by it', async () => {
  const { self, studio, listReminders, list } = await makeSomebody()
  expect(await getSmsConsent(self)).toMatchObject({ phone: PHONE, isAgreed: false, isStopped: false })

  await setSmsConsent(self, { isGiven: true, locale: 'bg' })
  expect(await getSmsConsent(self)).toMatchObject({ isAgreed: true })
  expect(await listReminders()).toEqual([{ recipient: PHONE, before: hours(2) }])
  await setSmsConsent(self, { isGiven: true, locale: 'bg' })

  studio.clock.advance(1_000)
  await setSmsConsent(self, { isGiven: false, locale: 'en' })
  expect(await getSmsConsent(self)).toMatchObject({ isAgreed: false })
  expect(await listReminders()).toEqual([])
  const [taken, given, ...before] = await list()
  expect(given).toMatchObject({ isGiven: true, source: 'account', phone: PHONE, actor: 'client:usr_known' })
  expect(given?.text).toMatch(/^Изпращайте ми .* от Айрън Уъркс/)
  expect(taken).toMatchObject({ isGiven: false, phone: PHONE })
  expect(before.every(({ source }) => source === 'registration')).toBe(true)
})

test('is asked anew for another number, and says that a number wrote STOP', async () => {
  const { self, studio, clientId } = await makeSomebody()
  await setSmsConsent(self, { isGiven: true, locale: 'en' })
  const { orm, write } = studio.ctx.db
  await write([
    orm.insert(smsStops).values({ phone: '+359888000001', stoppedAt: 0 }),
    orm.update(clients).set({ phone: '+359888000001' }).where(eq(clients.id, clientId)),
  ])
  expect(await getSmsConsent(self)).toMatchObject({ isAgreed: false, isStopped: true })
})

test('has nothing to agree to without a number, or where the studio sends none', async () => {
  const { self, studio } = await makeSomebody()
  const { orm, write } = studio.ctx.db
  await write([orm.update(clients).set({ phone: null })])
  await expect(setSmsConsent(self, { isGiven: true, locale: 'en' })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  const later = studio.makeContext({ actor: self.actor, login: self.login })
  await sendSmsAs(studio.ctx, { smsState: 'rejected' })
  expect(await getSmsConsent(later)).toBeNull()
  await expect(setSmsConsent(later, { isGiven: true, locale: 'en' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('is written down by staff to whom they said it, for the number they have then', async () => {
  const { owner, studio, clientId, list, listReminders } = await makeSomebody()
  const said = { clientId, kind: 'sms', isGiven: true, text: 'On paper', version: 'paper' } as const
  await recordConsent(owner, said)
  expect((await list())[0]).toMatchObject({ source: 'staff', phone: PHONE, isGiven: true })
  expect(await listReminders()).toHaveLength(1)
  expect(studio.announced).not.toHaveLength(0)

  await recordConsent(owner, { ...said, kind: 'news' })
  expect((await list()).find(({ kind, source }) => kind === 'news' && source === 'staff')?.phone).toBeNull()
  await studio.ctx.db.write([studio.ctx.db.orm.update(clients).set({ phone: null })])
  await expect(recordConsent(owner, said)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'kind', code: 'no_phone' }] },
  })
})
