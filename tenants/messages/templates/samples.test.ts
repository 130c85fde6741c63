import { expect, test } from 'vitest'
import { messages, services } from '../../../db/tenant/schema/index.ts'
import { addPerson, openLogin } from '../../../tests/support/add-person.ts'
import { failureOf } from '../../../tests/support/failure-of.ts'
import { makeBooking } from '../../../tests/support/make-booking.ts'
import { makeOutbox } from '../../../tests/support/make-outbox.ts'
import { staffActor } from '../../../tests/support/staff-actor.ts'
import { defaultTexts } from './choose-texts.ts'
import { previewTemplate } from './preview-template.ts'
import { readTexts } from './template-input.ts'
import { channelsOf, templateKinds } from './template-kinds.ts'
import { testTemplate } from './test-template.ts'
import type { WrittenSample } from './write-sample.ts'

const keys = (['en', 'bg'] as const).flatMap((locale) =>
  templateKinds.flatMap((kind) => channelsOf(kind).map((channel) => ({ kind, channel, locale }))),
)

const studios = { booked: setUp(true), empty: setUp(false) }

async function setUp(isBooked: boolean) {
  const outbox = await makeOutbox()
  if (isBooked) await makeBooking(outbox.studio)
  return { ...outbox, staff: outbox.studio.makeContext({ actor: staffActor }) }
}

const textOf = (sample: WrittenSample): string =>
  sample.channel === 'email'
    ? `${sample.subject}\n${sample.text}`
    : sample.channel === 'sms'
      ? sample.body
      : `${sample.title}\n${sample.body}`

test.each(keys)('the words of the product keep to its rules: $kind, $channel, $locale', (key) => {
  const texts = Object.entries(defaultTexts[key.locale][key.kind]).find(
    ([channel]) => channel === key.channel,
  )?.[1]
  expect(readTexts(key, texts ?? {})).toEqual(texts)
})

test.each(keys)(
  'shows what is said, with a booking and without any: $kind, $channel, $locale',
  async (key) => {
    for (const studio of [await studios.booked, await studios.empty]) {
      const sample = await previewTemplate(studio.staff, key)
      const said = textOf(sample)
      // Ids are drawn by lot, and may read like anything.
      expect(said.replaceAll(/https?:\S+/g, 'link')).not.toMatch(
        /\{\{|\}\}|undefined|null|NaN|\[object| {2}|, \.| ,|: \.|\(\)/,
      )
      expect(said).not.toMatch(/token=k/)
      if (key.locale === 'bg') {
        const ours = said.replaceAll(/https?:\S+|Elena|Iron Works|Personal training/g, '')
        expect(ours).not.toMatch(/[a-z]{2}/i)
      }
      if (sample.channel !== 'sms') continue
      expect(sample.body).toContain('https://book.ironworks.test/')
      expect(sample.segments).toBeLessThanOrEqual(2)
    }
  },
)

test('a name brings no link to a phone, and is not too long', async () => {
  const { staff, studio } = await setUp(true)
  const { db } = studio.ctx
  await db.write([
    db.orm
      .update(services)
      .set({ name: { en: 'Win at www.evil.test/now, https://evil.test and so on and so on' } }),
  ])
  const sample = await previewTemplate(staff, { kind: 'reminder', channel: 'sms', locale: 'en' })
  const said = textOf(sample).replace(/https:\/\/book\.ironworks\.test\/\S+/, '')
  expect(said).not.toMatch(/https?:|\w\.[a-z]{2}/)
  expect(said).toContain('Win at www evil test/now, and so on and')
})

test('a text is tried out at one’s own address, before it is saved', async () => {
  const { staff, studio, send, mailbox } = await setUp(true)
  const { userId } = await addPerson(studio.ctx, { name: 'maria', role: 'owner' })
  const { ctx } = await openLogin(staff, { userId, rank: 'staff' })
  const body = '{{studio}}: {{service}}!'
  const texts = { title: 'Hello {{first_name}}', body }
  const push = { kind: 'reminder', channel: 'push', locale: 'en' }
  await testTemplate(ctx, { ...push, texts })
  await send()
  const mail = mailbox.mails.find(({ tags }) => tags['kind'] === 'template_test')
  expect(mail).toMatchObject({ to: 'maria@example.test', subject: 'Test: Hello Elena' })
  expect(mail?.text).toContain('Iron Works: Personal training!')
  expect(await failureOf(testTemplate(staff, push))).toBe('unauthorized')
  const [rows] = await ctx.db.read([ctx.db.orm.select().from(messages)])
  expect(rows.find(({ kind }) => kind === 'template_test')).toMatchObject({ state: 'sent' })
})
