import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  clients,
  consents,
  notificationChoices,
  staffNotificationChoices,
  users,
} from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { changeSubscription, readSubscription } from './change-subscription.ts'
import { makeUnsubscribeToken, readUnsubscribeToken, type Subscription } from './unsubscribe-token.ts'

async function makeElena() {
  const studio = await makeTenant()
  const { clientId } = await makeBooking(studio)
  const { ctx } = studio
  return {
    studio,
    ctx,
    clientId,
    tokenFor: (topic: 'reminder' | 'waitlist' | 'news') => makeUnsubscribeToken(ctx, { topic, clientId }),
    readChoices: async () => (await ctx.db.read([ctx.db.orm.select().from(notificationChoices)]))[0],
    readConsents: async () =>
      (await ctx.db.read([ctx.db.orm.select().from(consents).orderBy(consents.at)]))[0],
  }
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => Reflect.get(Object(error), 'code'),
  )

test.each(['reminder', 'waitlist'] as const)(
  'says no to mail of the kind %s, and yes again',
  async (topic) => {
    const { ctx, clientId, tokenFor, readChoices } = await makeElena()
    const token = await tokenFor(topic)
    expect(await readSubscription(ctx, { token })).toEqual({ topic, isWanted: true })

    expect(await changeSubscription(ctx, { token, isWanted: false })).toEqual({ topic, isWanted: false })
    await changeSubscription(ctx, { token, isWanted: false })
    expect(await readChoices()).toMatchObject([{ clientId, kind: topic, channel: 'email', isWanted: false }])
    expect(await readSubscription(ctx, { token })).toEqual({ topic, isWanted: false })

    await changeSubscription(ctx, { token, isWanted: true })
    expect(await readSubscription(ctx, { token })).toEqual({ topic, isWanted: true })
  },
)

test('takes back what was agreed to of news, in the words it was agreed to in, and gives it again', async () => {
  const { studio, ctx, clientId, tokenFor, readConsents } = await makeElena()
  const given = { text: 'Yes, news.', version: '0', source: 'import', actor: 'test', at: 1 }
  const { orm, write } = ctx.db
  await write([
    orm.insert(consents).values({ ...given, id: 'con_1', clientId, kind: 'news', isGiven: true }),
    orm
      .insert(notificationChoices)
      .values({ clientId, kind: 'news', channel: 'email', isWanted: true, updatedAt: 1 }),
  ])
  const token = await tokenFor('news')
  await changeSubscription(ctx, { token, isWanted: false })
  studio.clock.advance(1)
  await changeSubscription(ctx, { token, isWanted: true })

  const how = { text: 'Yes, news.', version: '0', source: 'unsubscribe' }
  expect(await readConsents()).toMatchObject([
    { isGiven: true, source: 'import' },
    { ...how, isGiven: false },
    { ...how, isGiven: true },
  ])
})

test('says no to the daily mail of somebody of the staff', async () => {
  const { ctx } = await makeTenant()
  const { orm, write, read } = ctx.db
  const row = { id: 'usr_1', email: 'dora@example.test', name: 'Dora', locale: 'en' as const, createdAt: 0 }
  await write([orm.insert(users).values(row)])
  const token = await makeUnsubscribeToken(ctx, { topic: 'digest', userId: 'usr_1' })
  await changeSubscription(ctx, { token, isWanted: false })
  const [choices] = await read([orm.select().from(staffNotificationChoices)])
  expect(choices).toEqual([{ userId: 'usr_1', kind: 'digest', isWanted: false }])

  await write([orm.update(users).set({ status: 'disabled' })])
  expect(await refusalOf(readSubscription(ctx, { token }))).toBe('link_spent')
})

test('a token is good for one kind of mail to one person of one studio', async () => {
  const { ctx, clientId, tokenFor, readChoices } = await makeElena()
  const token = await tokenFor('reminder')
  const other = await makeTenant()
  const [id = '', , keyId, signature] = token.split('.')
  const forged = [
    '',
    'x',
    `${id}.news.${keyId}.${signature}`,
    `cli_other.reminder.${keyId}.${signature}`,
    `${id}.reminder.other.${signature}`,
    `${id}.reminder.${keyId}.${signature?.slice(1)}`,
    `${id}.reminder.${keyId}.`,
    `${token}.`,
  ]
  for (const one of forged)
    expect([one, await refusalOf(changeSubscription(ctx, { token: one, isWanted: false }))]).toEqual([
      one,
      'link_spent',
    ])
  expect(await readUnsubscribeToken(other.ctx, token)).toBeUndefined()
  expect(await readChoices()).toEqual([])
  const said: Subscription | undefined = await readUnsubscribeToken(ctx, token)
  expect(said).toEqual({ topic: 'reminder', clientId })
})

test('a key that only verifies still opens what it made', async () => {
  const { ctx, tokenFor } = await makeElena()
  const token = await tokenFor('reminder')
  const newer = { id: 'newer', secret: new Uint8Array(32).fill(9) }
  const later: TenantContext = { ...ctx, keys: [newer, ...ctx.keys] }
  expect(await readSubscription(later, { token })).toMatchObject({ topic: 'reminder' })
})

test('is about the client that somebody turned out to be, and about nobody who was forgotten', async () => {
  const { ctx, clientId, tokenFor, readChoices } = await makeElena()
  const { orm, write } = ctx.db
  const token = await tokenFor('reminder')
  const row = {
    id: 'cli_kept',
    email: 'e@example.test',
    firstName: 'E',
    lastName: 'I',
    locale: 'en' as const,
    createdAt: 0,
  }
  await write([
    orm.insert(clients).values(row),
    orm.update(clients).set({ mergedIntoId: 'cli_kept', erasedAt: 1 }).where(eq(clients.id, clientId)),
  ])
  await changeSubscription(ctx, { token, isWanted: false })
  expect(await readChoices()).toMatchObject([{ clientId: 'cli_kept' }])

  await write([orm.update(clients).set({ mergedIntoId: null }).where(eq(clients.id, clientId))])
  expect(await refusalOf(changeSubscription(ctx, { token, isWanted: false }))).toBe('link_spent')
})
