import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeKnownClient } from '../../tests/support/make-known-client.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { listConsents } from './list-consents.ts'
import { recordConsent } from './record-consent.ts'
import { insertRegistrationConsents, registrationTexts } from './registration-consents.ts'

const news = {
  clientId: 'cli_known',
  kind: 'news',
  isGiven: true,
  text: 'News, please.',
  version: '2',
} as const

test('keeps what was said, when, in which words and by whom; the newest holds', async () => {
  const studio = await makeTenant()
  const { self, clientId } = await makeKnownClient(studio)
  await recordConsent(self, news)
  studio.clock.advance(1_000)
  await recordConsent(studio.makeContext({ actor: staffActor }), { ...news, isGiven: false })

  const said = { clientId, kind: 'news', text: 'News, please.', version: '2' }
  expect((await listConsents(self, { clientId })).slice(0, 2)).toMatchObject([
    { ...said, isGiven: false, source: 'staff', actor: 'staff:key_test', at: studio.clock.now() },
    { ...said, isGiven: true, source: 'account', actor: 'client:usr_known', at: studio.clock.now() - 1_000 },
  ])
})

test('writes down what somebody agrees to who makes an account, as they read it', async () => {
  const studio = await makeTenant()
  const { self, clientId, userId } = await makeKnownClient(studio)
  const [terms, privacy] = insertRegistrationConsents(studio.ctx, { userId, locale: 'bg' })
  if (!terms || !privacy) throw new Error('nothing to agree to')
  await studio.ctx.db.write([terms, privacy])
  expect((await listConsents(self, { clientId })).slice(0, 2)).toMatchObject([
    { kind: 'privacy', text: registrationTexts.privacy.text.bg, source: 'registration' },
    { kind: 'terms', text: registrationTexts.terms.text.bg, actor: 'client:usr_known' },
  ])
})

test('is for the client and for staff, and is never changed', async () => {
  const studio = await makeTenant()
  const { self, clientId } = await makeKnownClient(studio)
  const other = { ...self, login: self.login && { ...self.login, clientId: 'cli_other' } }
  for (const ctx of [studio.ctx, other]) {
    const code = ctx === other ? 'forbidden' : 'unauthorized'
    await expect(recordConsent(ctx, news)).rejects.toMatchObject({ code })
    await expect(listConsents(ctx, { clientId })).rejects.toMatchObject({ code })
  }
  const unknown = { ...news, clientId: 'cli_none' }
  await expect(recordConsent(studio.makeContext({ actor: staffActor }), unknown)).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(recordConsent(self, { ...news, text: ' ' })).rejects.toMatchObject({ code: 'invalid_input' })
  const { db } = studio.ctx
  await expect(
    db.write([db.orm.run(sql`UPDATE consents SET is_given = NOT is_given`)]),
  ).rejects.toMatchObject({
    kind: 'constraint',
  })
})
