import { expect, test } from 'vitest'
import { clients, consents, messages, vendorEvents } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox, type TestOutbox } from '../../tests/support/make-outbox.ts'
import { days } from '../durations.ts'
import { noteDelivery, type DeliveryNews } from './note-delivery.ts'

/** Elena's confirmation, sent; the mailbox gave it an id. */
async function makeSent() {
  const outbox = await makeOutbox()
  await makeBooking(outbox.studio, { contactPhone: '+359881234567' })
  await outbox.send()
  const [sent] = await outbox.readMessages('booking_confirmed')
  const providerId = sent?.providerId ?? ''
  let heard = 0
  const news = (changes: Partial<DeliveryNews>): DeliveryNews => {
    heard += 1
    const at = outbox.studio.clock.now()
    return {
      vendor: 'resend',
      eventId: `evt_${heard}`,
      messageId: sent?.id ?? '',
      providerId,
      at,
      delivery: 'delivered',
      ...changes,
    }
  }
  return {
    ...outbox,
    news,
    note: (changes: Partial<DeliveryNews>) => noteDelivery(outbox.studio.ctx, news(changes)),
  }
}

const readClient = async ({ studio: { ctx } }: Pick<TestOutbox, 'studio'>) =>
  (await ctx.db.read([ctx.db.orm.select().from(clients)]))[0][0]

async function agreeToTexts({ studio: { ctx } }: Pick<TestOutbox, 'studio'>, isGiven = true) {
  const { orm, write, read } = ctx.db
  const [[client]] = await read([orm.select({ id: clients.id }).from(clients)])
  const row = {
    id: `con_${isGiven}`,
    kind: 'sms' as const,
    isGiven,
    text: 'Yes.',
    version: '1',
    source: 'account',
  }
  const who = { clientId: client?.id ?? '', actor: 'test', phone: '+359881234567', at: isGiven ? 1 : 2 }
  await write([orm.insert(consents).values({ ...row, ...who })])
}

test('the same news, in any order and more than once, end in the same', async () => {
  const { studio, note, news, readMessages } = await makeSent()
  const at = studio.clock.now()
  const words = [
    news({ delivery: 'delivered', at: at - 3 }),
    news({ delivery: 'bounced', at: at - 2, reason: 'gone' }),
    news({ delivery: 'delayed', at: at - 4 }),
    news({ delivery: 'bounced', at: at - 1, reason: 'gone for good' }),
    news({ delivery: 'delivered', at }),
  ]
  const read = async () => (await readMessages('booking_confirmed'))[0]
  const { orm, write } = studio.ctx.db
  for (const order of [words, words.toReversed(), [...words, ...words]]) {
    await write([
      orm.delete(vendorEvents),
      orm.update(messages).set({ delivery: null, deliveryAt: null, deliveryReason: null }),
    ])
    for (const one of order) await noteDelivery(studio.ctx, one)
    expect(await read()).toMatchObject({
      state: 'sent',
      delivery: 'bounced',
      deliveryAt: at - 1,
      deliveryReason: 'gone for good',
    })
  }
  expect(await note({ eventId: 'evt_1' })).toBe(false)
})

test('news of what is not there, or was sent anew under another id, change nothing', async () => {
  const { studio, note, readMessages } = await makeSent()
  const before = await readMessages()
  await note({ messageId: 'msg_unknown', delivery: 'bounced', refusal: 'bounced' })
  await note({ providerId: 'another', delivery: 'bounced', refusal: 'bounced' })
  await note({ messageId: null, providerId: 'another', delivery: 'bounced', refusal: 'bounced' })

  expect(await readMessages()).toEqual(before)
  expect(await readClient({ studio })).toMatchObject({ mailRefusedAt: null })
})

test('what is said of whoever was forgotten meanwhile brings nothing of them back', async () => {
  const { studio, note, readMessages } = await makeSent()
  const { orm, write } = studio.ctx.db
  await write([orm.update(messages).set({ recipient: '', providerId: null })])
  await note({ delivery: 'bounced', reason: 'No mailbox elena@example.test', refusal: 'bounced' })

  expect((await readMessages('booking_confirmed'))[0]).toMatchObject({
    delivery: 'bounced',
    deliveryReason: null,
    providerId: null,
  })
})

test('a message nobody knew of is sent once its vendor speaks of it', async () => {
  const { studio, note, readMessages } = await makeSent()
  const { orm, write } = studio.ctx.db
  await write([orm.update(messages).set({ state: 'unknown', providerId: null, reason: 'time-out' })])
  await note({ providerId: 'SM1', delivery: null })

  expect((await readMessages('booking_confirmed'))[0]).toMatchObject({
    state: 'sent',
    reason: null,
    providerId: 'SM1',
    delivery: null,
  })
})

test('an address that is no good is told of, until the client has another', async () => {
  const outbox = await makeSent()
  const { studio, note } = outbox
  await note({ delivery: 'bounced', refusal: 'bounced' })
  expect(await readClient(outbox)).toMatchObject({
    mailRefusal: 'bounced',
    mailRefusedAt: studio.clock.now(),
  })
  expect(studio.announced).toContain(studio.clock.now())
  await note({ delivery: 'complained', refusal: 'complained' })
  expect(await readClient(outbox)).toMatchObject({ mailRefusal: 'complained' })
  await note({ delivery: 'bounced', refusal: 'bounced' })
  expect(await readClient(outbox)).toMatchObject({ mailRefusal: 'complained' })

  const { orm, write } = studio.ctx.db
  await write([orm.update(clients).set({ email: 'elena@other.test' })])
  expect(await readClient(outbox)).toMatchObject({ mailRefusal: null, mailRefusedAt: null })
})

test.each([
  ['whoever agreed to those', [true], ['+359881234567']],
  ['nobody who did not', [], []],
  ['nobody who took it back', [true, false], []],
])('what bounces is told by text message to %s, once', async (_, consent, told) => {
  const outbox = await makeSent()
  const { note, readMessages } = outbox
  for (const isGiven of consent) await agreeToTexts(outbox, isGiven)
  await note({ delivery: 'bounced', reason: 'Permanent' })
  await note({ delivery: 'bounced', reason: 'Permanent' })

  const texts = (await readMessages()).filter(({ channel }) => channel === 'sms')
  expect(texts.map(({ recipient }) => recipient)).toEqual(told)
  expect(texts.every(({ kind, state }) => kind === 'booking_confirmed' && state === 'planned')).toBe(true)
})

test.each([
  ['bounced', ['+359881234567']],
  ['complained', []],
] as const)(
  'nothing more is mailed to who %s, and texts go to whoever agreed to them',
  async (refusal, told) => {
    const outbox = await makeSent()
    const { studio, note, send, mailbox, readMessages } = outbox
    await agreeToTexts(outbox)
    await note({ messageId: null, delivery: 'delivered', refusal })
    await makeBooking(studio, { startsAt: studio.clock.now() + days(5) })
    const sent = mailbox.mails.length
    await send()

    expect(mailbox.mails).toHaveLength(sent)
    const rows = await readMessages('booking_confirmed')
    const mailed = rows.filter(({ channel }) => channel === 'email').map(({ reason }) => reason)
    expect(mailed.toSorted()).toEqual([refusal, null])
    expect(rows.flatMap(({ channel, recipient }) => (channel === 'sms' ? [recipient] : []))).toEqual(told)
  },
)

test('forgets what it heard once nobody says it again', async () => {
  const { studio, note } = await makeSent()
  await note({ eventId: 'old' })
  studio.clock.advance(days(8))
  await note({ eventId: 'new' })

  const { orm, read } = studio.ctx.db
  const [rows] = await read([orm.select({ id: vendorEvents.id }).from(vendorEvents)])
  expect(rows).toEqual([{ id: 'resend:new' }])
})
