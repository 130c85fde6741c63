import { afterEach, beforeEach, expect, test } from 'vitest'
import { impatientFetch } from '../../tests/fakes/impatient-fetch.ts'
import { startResendServer, type ResendServer } from '../../tests/fakes/resend-server.ts'
import { makeMemoryMailDomains } from '../../tests/support/memory-mail-domains.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { messageSettings } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeOutbox } from '../../tests/support/make-outbox.ts'
import { days, hours } from '../../tenants/durations.ts'
import { checkMailDomain, checkMailDomains } from '../../tenants/mail-domain/check-mail-domain.ts'
import { getMailSender } from '../../tenants/mail-domain/get-mail-sender.ts'
import { nameMailDomain } from '../../tenants/mail-domain/name-mail-domain.ts'
import { removeMailDomain } from '../../tenants/mail-domain/remove-mail-domain.ts'
import { makeResendMail } from './resend.ts'
import { makeResendDomains } from './resend-domains.ts'

let resend: ResendServer
let now = Date.UTC(2027, 0, 4, 6)
beforeEach(async () => {
  resend = await startResendServer({ now: () => now })
})
afterEach(() => resend.close())

const vendorOf = (changes = {}) => makeResendDomains({ apiKey: 're_test', apiUrl: resend.url, ...changes })

test('makes a domain known, with the names of its records in full', async () => {
  const made = await vendorOf().create('mail.studio.co.uk')
  expect(made).toMatchObject({ state: 'pending', id: 'dom_1' })
  const apex = await vendorOf().create('studio.test')
  expect(apex).toMatchObject({
    records: [
      { purpose: 'spf', type: 'MX', name: 'send.studio.test', priority: 10, isFound: false },
      { purpose: 'spf', type: 'TXT', name: 'send.studio.test', priority: null },
      { purpose: 'dkim', type: 'TXT', name: 'resend._domainkey.studio.test' },
    ],
  })
  const below = await vendorOf().create('news.mail.studio.test')
  expect(below).toMatchObject({
    records: [
      { name: 'send.news.mail.studio.test' },
      { name: 'send.news.mail.studio.test' },
      { name: 'resend._domainkey.news.mail.studio.test' },
    ],
  })
})

test('finds again what was made and not heard of, on whichever page it is', async () => {
  for (let index = 0; index < 150; index += 1) await vendorOf().create(`s${index}.test`)
  expect(await vendorOf().create('s149.test')).toMatchObject({ id: 'dom_150' })
  expect(resend.domains.all.size).toBe(150)
})

test('says what Resend refuses, and nothing where Resend does not answer', async () => {
  expect(await vendorOf().create('not a domain')).toEqual({ refused: 'Invalid domain name.' })
  expect(await vendorOf({ apiKey: 'wrong' }).create('studio.test')).toBeNull()
  for (const trouble of [
    { status: 429, name: 'rate_limit_exceeded' },
    { status: 500, name: 'application_error' },
  ]) {
    resend.plan(trouble, trouble, trouble, trouble)
    const vendor = vendorOf()
    expect(await vendor.create('studio.test')).toBeNull()
    expect(await vendor.get('dom_1')).toBeNull()
    expect(await vendor.verify('dom_1')).toBe(false)
    expect(await vendor.remove('dom_1')).toBe(false)
  }
  resend.plan('hang')
  expect(await vendorOf({ fetch: impatientFetch }).get('dom_1')).toBeNull()
  resend.plan('accept and answer garbage')
  expect(await vendorOf().create('studio.test')).toBeNull()
  expect(await vendorOf().get('dom_9')).toBe('gone')
  expect(await vendorOf().remove('dom_9')).toBe(true)
})

test.each([
  ['verified', [], 'verified'],
  ['not_started', [], 'pending'],
  ['temporary_failure', ['verified'], 'pending'],
  ['failed', [], 'failed'],
  ['partially_verified', ['verified', 'verified'], 'verified'],
  ['partially_verified', ['verified', 'pending'], 'pending'],
  ['partially_failed', ['verified', 'failed'], 'failed'],
  ['partially_failed', ['verified'], 'verified'],
  ['something_new', [], 'pending'],
])('what Resend calls %s (%s) is %s', async (status, found, state) => {
  const records = [
    ...found.map((one) => ({ record: 'DKIM', type: 'TXT', name: 'k', value: 'v', status: one })),
    { record: 'Receiving', type: 'MX', name: '', value: 'v', status: 'not_started' },
  ]
  const answer = async () => Response.json({ id: 'dom_1', name: 'studio.test', status, records })
  expect(await vendorOf({ fetch: answer }).get('dom_1')).toMatchObject({ state })
})

test('a mail that may not come from the studio’s own address any more comes from the platform’s at once', async () => {
  const { studio, readMessages, send } = await makeOutbox({ now })
  const { orm, write, read } = studio.ctx.db
  const made = await vendorOf().create('studio.test')
  const id = made && 'id' in made ? made.id : ''
  const row = { mailDomain: 'studio.test', mailDomainId: id, mailDomainState: 'verified' as const }
  await write([orm.update(messageSettings).set({ ...row, mailDomainCheckedAt: now })])
  const mail = makeResendMail({ apiKey: 're_test', baseUrl: resend.url })
  for (const day of [3, 4]) {
    await makeBooking(studio, { startsAt: now + days(day) })
    await send({ mail })
  }

  const platforms = '"Iron Works" <bookings@mail.example.test>'
  expect(resend.ledger.map(({ email }) => email.from)).toEqual([platforms, platforms])
  expect(resend.requests()).toBe(4)
  expect((await readMessages('booking_confirmed')).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['sent', 1],
    ['sent', 1],
  ])
  const [[settings]] = await read([orm.select().from(messageSettings)])
  expect(settings).toMatchObject({ mailDomainState: 'failed', mailDomainCheckedAt: null })
})

test('a studio’s domain from its name to its end', async () => {
  const studio = await makeTenant({ now })
  const port = makeMemoryMailDomains({ tenantId: studio.ctx.tenant.id, vendor: vendorOf() })
  const ctx = studio.makeContext({ actor: staffActor, mailDomains: port, now: () => now })
  const mail = makeResendMail({ apiKey: 're_test', baseUrl: resend.url })
  const letter = {
    to: 'e@example.test',
    replyTo: 'e@example.test',
    subject: 's',
    html: 'h',
    text: 't',
    attachments: [],
    tags: {},
  }
  const send = async () => {
    const { from } = await getMailSender(ctx)
    return (await mail.send({ ...letter, from, idempotencyKey: `k/${now}/${from}` })).ok
  }
  const state = async () => (await getMailSender(ctx)).mailDomainState

  await nameMailDomain(ctx, { domain: 'studio.test', localPart: 'bookings' })
  expect([await state(), await send()]).toEqual(['pending', true])
  now += hours(73)
  await checkMailDomains(ctx)
  expect(await state()).toBe('failed')

  resend.domains.publish('studio.test')
  now += hours(1)
  expect(await checkMailDomain(ctx)).toMatchObject({
    mailDomainState: 'verified',
    from: 'bookings@studio.test',
  })
  expect(await send()).toBe(true)

  // The records vanish: Resend takes nothing from it any more, and so we send nothing from it.
  resend.domains.publish('studio.test', false)
  now += hours(12)
  await checkMailDomains(ctx)
  expect([await state(), await send()]).toEqual(['pending', true])

  now += 1
  await removeMailDomain(ctx)
  expect([await state(), resend.domains.all.size, await send()]).toEqual(['none', 0, true])
  expect(resend.ledger.map(({ email }) => email.from)).toEqual([
    'bookings@mail.example.test',
    'bookings@studio.test',
    'bookings@mail.example.test',
    'bookings@mail.example.test',
  ])
})
