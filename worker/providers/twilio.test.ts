import twilio from 'twilio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { impatientFetch } from '../../tests/fakes/impatient-fetch.ts'
import { startTwilioServer, type TwilioServer, type TwilioTrouble } from '../../tests/fakes/twilio-server.ts'
import type { Sms } from '../../tenants/messages/sms-port.ts'
import { makeTwilioSms } from './twilio.ts'

/** Not on the second: their list is of whole ones. */
const NOW = Date.UTC(2027, 0, 4, 6) + 400

let server: TwilioServer
beforeEach(async () => {
  server = await startTwilioServer({ now: () => NOW })
})
afterEach(() => server.close())

const text: Sms = {
  to: '+359888123456',
  from: '+12025550123',
  body: 'Айрън Уъркс: тренировка утре в 18:00 & нататък',
  tenantId: 'ten_1',
  messageId: 'msg_1',
}
const STATUS_URL = 'https://platform.example.test/webhooks/twilio'

/** What hangs is given up at once. */
function port() {
  const { url: baseUrl, accountSid, authToken } = server
  return makeTwilioSms({ accountSid, authToken, baseUrl, statusUrl: STATUS_URL, fetch: impatientFetch })
}

test('hands a text over as Twilio documents it, with where to say what became of it', async () => {
  const result = await port().send(text)

  const [accepted] = server.ledger
  expect(result).toEqual({ ok: true, providerId: accepted?.sid, segments: 1 })
  expect(accepted).toMatchObject({
    to: text.to,
    from: text.from,
    body: text.body,
    callback: `${STATUS_URL}?tenant=ten_1&message=msg_1`,
  })
})

test('sends by a messaging service where that is the sender, and counts what it is sent as', async () => {
  const from = `MG${'1'.repeat(32)}`
  const result = await port().send({ ...text, from, body: 'ж'.repeat(71) })

  expect(result).toMatchObject({ ok: true, segments: 2 })
  expect(server.ledger[0]).toMatchObject({ from: null, messaging_service_sid: from, status: 'accepted' })
})

test('asks for no news where nobody can bring them', async () => {
  const { url: baseUrl, accountSid, authToken } = server
  await makeTwilioSms({ accountSid, authToken, baseUrl }).send(text)
  expect(server.ledger[0]?.callback).toBeUndefined()
})

test('is understood by the stand-in as the vendor’s own client is', async () => {
  const { url, accountSid, authToken } = server
  const httpClient = new twilio.RequestClient()
  const client = twilio(accountSid, authToken, { httpClient })
  const request = httpClient.request.bind(httpClient)
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', url) })
  const { to, from, body } = text
  const made = await client.messages.create({ to, from, body })
  await port().send(text)

  const [theirs, ours] = server.ledger
  expect({ ...ours, sid: '', callback: undefined }).toEqual({ ...theirs, sid: '' })
  expect(made).toMatchObject({ sid: theirs?.sid, numSegments: '1', status: 'queued' })
  const listed = await client.messages.list({ to })
  expect(listed.map(({ sid }) => sid)).toEqual([ours?.sid, theirs?.sid])
  await expect(client.messages.create({ to: '+3592123456', from, body })).rejects.toMatchObject({
    code: 21614,
    status: 400,
  })
})

test.each<[string, Partial<Sms>, number]>([
  ['no number', { to: '+12' }, 21211],
  ['a country without permission', { to: '+41791234567' }, 21408],
  ['a landline', { to: '+3592123456' }, 21614],
  ['a sender that is none', { from: 'A name too long' }, 21606],
  ['a text too long', { body: 'x'.repeat(1_601) }, 21617],
  ['nothing to say', { body: '' }, 21602],
])('is refused for good for %s', async (_what, changes, code) => {
  expect(await port().send({ ...text, ...changes })).toMatchObject({
    ok: false,
    kind: 'rejected',
    code,
    reason: expect.stringContaining(`${code}: `),
  })
})

test('says by its code that somebody opted out with Twilio', async () => {
  server.optedOut.add(text.to)
  expect(await port().send(text)).toMatchObject({ ok: false, kind: 'rejected', code: 21610 })
})

test.each<[string, TwilioTrouble, object]>([
  ['too many at once', { code: 20429, retryAfterSeconds: 7 }, { kind: 'retry', retryAfterMs: 7_000 }],
  ['a full queue', { code: 21611 }, { kind: 'retry', code: 21611 }],
  ['a key that is none', { code: 20003 }, { kind: 'retry' }],
  ['something on the way that says no', { status: 413, body: 'no' }, { kind: 'retry' }],
  ['a sender that is not registered', { code: 30034 }, { kind: 'rejected', code: 30034 }],
  ['a fault of theirs', { code: 20500 }, { kind: 'unknown' }],
  ['a fault of theirs for a while', { code: 20503 }, { kind: 'unknown' }],
  ['a way elsewhere', { status: 302, body: '' }, { kind: 'unknown' }],
  ['no answer', 'hang', { kind: 'unknown' }],
  ['a broken line', 'cut', { kind: 'unknown' }],
  ['an answer that got lost', 'accept and hang', { kind: 'unknown' }],
  ['a line that broke after it', 'accept and cut', { kind: 'unknown' }],
  ['a fault after it', 'accept and answer 500', { kind: 'unknown' }],
  ['words that are no answer', 'accept and answer garbage', { kind: 'unknown' }],
])('tells %s apart', async (_what, trouble, expected) => {
  server.plan(trouble)
  expect(await port().send(text)).toMatchObject({ ok: false, ...expected })
  expect(server.requests()).toBe(1)
})

test('keeps within what the account may send in a second', async () => {
  const strict = await startTwilioServer({ perSecond: 2, now: () => 0 })
  const { url: baseUrl, accountSid, authToken } = strict
  const sms = makeTwilioSms({ accountSid, authToken, baseUrl })
  const results = await Promise.all([1, 2, 3].map(() => sms.send(text)))
  await strict.close()

  expect(results.filter(({ ok }) => ok)).toHaveLength(2)
  expect(results.find(({ ok }) => !ok)).toMatchObject({ kind: 'retry', code: 20429 })
})

test('finds what an answer got lost for, and says surely what is not there', async () => {
  server.plan('accept and hang')
  await port().send(text)

  const found = await port().find({ to: text.to, from: text.from, since: NOW })

  expect(found).toEqual([
    {
      providerId: server.ledger[0]?.sid,
      to: text.to,
      from: text.from,
      body: text.body,
      status: 'queued',
      segments: 1,
      createdAt: NOW - 400,
    },
  ])
  expect(await port().find({ to: '+359888999999', from: text.from, since: NOW })).toEqual([])
})

test('finds what one sender wrote to a number to which others write as well', async () => {
  const service = `MG${'a'.repeat(32)}`
  for (const from of [text.from, service, ...Array.from({ length: 60 }, () => 'LotusYoga')]) {
    // One after the other, as they are dated.
    // oxlint-disable-next-line no-await-in-loop
    await port().send({ ...text, from, body: from })
  }
  const asked = server.requests()
  const find = async (from: string | null) =>
    (await port().find({ to: text.to, from, since: NOW - 60_000 }))?.map(({ body }) => body)

  expect(await find(text.from)).toEqual([text.from])
  // The vendor leaves the others out: they would fill a page.
  expect(server.requests() - asked).toBe(1)
  expect(await find(service)).toEqual([service])
  expect(await find('Nobody')).toEqual([])
  expect(await find(null)).toHaveLength(62)
})

test('reads page after page of the list, back to the time asked for', async () => {
  let now = Date.UTC(2027, 0, 4)
  const long = await startTwilioServer({ now: () => now })
  const { url: baseUrl, accountSid, authToken } = long
  const sms = makeTwilioSms({ accountSid, authToken, baseUrl })
  for (let index = 0; index < 120; index += 1) {
    now += 1_000
    // One after the other, as they are dated.
    // oxlint-disable-next-line no-await-in-loop
    await sms.send({ ...text, body: `no. ${index}` })
  }
  const all = await sms.find({ to: text.to, from: null, since: 0 })
  const recent = await sms.find({ to: text.to, from: null, since: now - 59_500 })
  await long.close()

  expect(all).toHaveLength(120)
  expect(recent?.map(({ body }) => body)).toEqual(
    Array.from({ length: 61 }, (_, index) => `no. ${119 - index}`),
  )
})

test.each<[string, TwilioTrouble]>([
  ['nobody answers', 'hang'],
  ['there is a fault', { code: 20500 }],
  ['it is not the list', { status: 200, body: '{"messages":[{}]}' }],
  [
    'the next page is elsewhere',
    { status: 200, body: '{"messages":[],"next_page_uri":"https://evil.test/"}' },
  ],
])('does not know what was sent when %s', async (_when, trouble) => {
  server.plan(trouble)
  expect(await port().find({ to: text.to, from: null, since: 0 })).toBeNull()
})
