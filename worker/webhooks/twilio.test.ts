import { eq } from 'drizzle-orm'
import twilio from 'twilio'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { smsSenders } from '../../db/registry/schema/index.ts'
import { messages, messageSettings, smsStops, vendorEvents } from '../../db/tenant/schema/index.ts'
import { signAsTwilio } from '../../tests/fakes/sign-as-twilio.ts'
import { startTwilioServer, type TwilioServer } from '../../tests/fakes/twilio-server.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { makeTwilioSms } from '../providers/twilio.ts'
import { IRON, makeSite, PLATFORM, type Site } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const SENDER = '+12025550123'
const PHONE = '+359888123456'
const HOOK = `https://${PLATFORM}/webhooks/twilio`

let site: Site
let server: TwilioServer
beforeEach(async () => {
  site = await makeSite()
  server = await startTwilioServer()
  Object.assign(site.env, { TWILIO_ACCOUNT_SID: server.accountSid, TWILIO_AUTH_TOKEN: server.authToken })
  const { orm, write } = site.fleet.deps.registry
  await write([orm.insert(smsSenders).values({ sender: SENDER, tenantId: 'ten_iron-works', createdAt: 0 })])
})
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

/** Gives a request of Twilio's to the Worker, at another address or with another signature if that is to be tried. */
async function bring(request: Request, changes: { host?: string; path?: string; signature?: string } = {}) {
  const { pathname, search } = new URL(request.url)
  return site.ask({
    host: changes.host ?? PLATFORM,
    path: changes.path ?? pathname + search,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': changes.signature ?? request.headers.get('x-twilio-signature') ?? '',
    },
    body: await request.text(),
  })
}

const db = () => makeStudioContext(site, 'iron-works').db
const write = (body: string, more: Record<string, string> = {}) =>
  server.inbound(HOOK, { From: PHONE, To: SENDER, Body: body, ...more })

async function listStops() {
  const [rows] = await db().read([db().orm.select().from(smsStops)])
  return rows.map(({ phone }) => phone)
}

/** A text message about a booking that Twilio has accepted. */
async function sendOne(state: 'sent' | 'unknown' = 'sent') {
  const ctx = makeStudioContext(site, 'iron-works')
  const { id: bookingId } = await writeBooking({ ctx, clock: site.fleet.clock })
  const { url: baseUrl, accountSid, authToken } = server
  const port = makeTwilioSms({ accountSid, authToken, baseUrl, statusUrl: HOOK })
  const sms = {
    to: PHONE,
    from: SENDER,
    body: 'Утре в 18:00',
    tenantId: 'ten_iron-works',
    messageId: 'msg_sms',
  }
  const result = await port.send(sms)
  if (!result.ok) throw new Error(result.reason)
  const row = { id: 'msg_sms', bookingId, bookingVersion: 1, kind: 'reminder', channel: 'sms' } as const
  const planned = { recipient: PHONE, locale: 'bg', plannedAt: 0, state, attempts: 1 } as const
  const providerId = state === 'sent' ? result.providerId : null
  await db().write([
    db()
      .orm.insert(messages)
      .values({ ...row, ...planned, providerId }),
  ])
  return result.providerId
}

async function readMessage() {
  const [[row]] = await db().read([db().orm.select().from(messages).where(eq(messages.id, 'msg_sms'))])
  return row
}

test('writes down what became of a text message, whatever order the news come in', async () => {
  const sid = await sendOne()
  for (const status of ['delivered', 'sent', 'queued', 'delivered']) {
    // In this order.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await bring(server.callback(sid, status))
    expect(answer.status).toBe(200)
  }
  expect(await readMessage()).toMatchObject({ state: 'sent', delivery: 'delivered', providerId: sid })
  const [heard] = await db().read([db().orm.select({ id: vendorEvents.id }).from(vendorEvents)])
  expect(heard.map(({ id }) => id).toSorted()).toEqual(
    ['delivered', 'queued', 'sent'].map((status) => `twilio:${sid}/${status}`),
  )
})

test('knows by the news that a message went out of which it was not known', async () => {
  const sid = await sendOne('unknown')
  await bring(server.callback(sid, 'sent'))
  expect(await readMessage()).toMatchObject({ state: 'sent', delivery: null, providerId: sid })
})

test('says why a message did not arrive', async () => {
  const sid = await sendOne()
  await bring(server.callback(sid, 'undelivered', 30003))
  expect(await readMessage()).toMatchObject({
    delivery: 'refused',
    deliveryReason: '30003 the phone cannot be reached',
  })
})

test('writes no more to whoever opted out with Twilio, nor from a sender the networks refuse', async () => {
  const sid = await sendOne()
  await db().write([db().orm.update(messageSettings).set({ smsSender: SENDER, smsState: 'approved' })])
  await bring(server.callback(sid, 'failed', 21610))
  await bring(server.callback(sid, 'undelivered', 30034))

  expect(await listStops()).toEqual([PHONE])
  const [[settings]] = await db().read([db().orm.select().from(messageSettings)])
  expect(settings).toMatchObject({ smsState: 'rejected', smsStateReason: expect.stringContaining('30034') })
})

test('hears STOP, START and HELP for the studio they were written to, and answers', async () => {
  const stopped = await bring(write(' Stop. '))
  expect(stopped.headers.get('content-type')).toContain('text/xml')
  expect(await stopped.text()).toMatch(/<Message>Айрън.*START\.<\/Message>/)
  expect(await listStops()).toEqual([PHONE])
  const lotus = makeStudioContext(site, 'lotus-yoga').db
  expect(await lotus.read([lotus.orm.select().from(smsStops)])).toEqual([[]])

  expect(await (await bring(write('HELP'))).text()).toContain('STOP')
  expect(await listStops()).toEqual([PHONE])
  await bring(write('старт'))
  expect(await listStops()).toEqual([])
})

test('does not say again what Twilio has answered by itself', async () => {
  const answer = await bring(write('Abmelden', { OptOutType: 'STOP' }))
  expect(await answer.text()).toMatch(/<Response><\/Response>$/)
  expect(await listStops()).toEqual([PHONE])
})

test.each(['Please stop calling', 'Can I come at 7?', ''])('takes “%s” for no order', async (body) => {
  expect(await (await bring(write(body))).text()).toMatch(/<Response><\/Response>$/)
  expect(await listStops()).toEqual([])
})

test('hears what is sent again once: yesterday’s STOP does not undo today’s START', async () => {
  const stop = write('STOP')
  await bring(stop.clone())
  await bring(write('START'))
  const again = await bring(stop)

  expect(again.status).toBe(200)
  expect(await listStops()).toEqual([])
})

test('does nothing for a number that is nobody’s', async () => {
  const answer = await bring(write('STOP', { To: '+12025550199' }))
  expect(answer.status).toBe(200)
  expect(await listStops()).toEqual([])
})

test.each<[string, (sent: Request) => Promise<Response> | Response]>([
  ['without a signature', (sent) => bring(sent, { signature: '' })],
  ['with another signature', (sent) => bring(sent, { signature: `${'A'.repeat(27)}=` })],
  ['at another address', (sent) => bring(sent, { path: '/webhooks/twilio?tenant=ten_lotus-yoga&message=x' })],
  [
    'with another word in it',
    async (sent) => bring(await withBody(sent, (body) => body.replace('STOP', 'QUIT'))),
  ],
  [
    'with something more in it',
    async (sent) => bring(await withBody(sent, (body) => `${body}&OptOutType=STOP`)),
  ],
])('believes nothing %s', async (_how, forge) => {
  const answer = await forge(write('STOP'))
  expect(answer.status).toBe(401)
  expect(await listStops()).toEqual([])
})

async function withBody(request: Request, change: (body: string) => string) {
  return new Request(request.url, {
    method: 'POST',
    headers: request.headers,
    body: change(await request.text()),
  })
}

test('believes no other account, and nobody where there is no token', async () => {
  const other = { AccountSid: 'ACother', From: PHONE, To: SENDER, Body: 'STOP', MessageSid: 'SMother' }
  const { authToken } = server
  expect((await bring(signAsTwilio(HOOK, { form: other, authToken }))).status).toBe(401)
  Object.assign(site.env, { TWILIO_AUTH_TOKEN: undefined })
  const emptyKey = signAsTwilio(HOOK, {
    form: { ...other, AccountSid: server.accountSid },
    authToken: 'undefined',
  })
  expect((await bring(emptyKey)).status).toBe(401)
  expect(await listStops()).toEqual([])
})

test('is there on the platform’s host alone', async () => {
  expect((await bring(write('STOP'), { host: IRON })).status).toBe(404)
})

test('believes what the vendor’s own package signs, with the port and without it', async () => {
  const form = { AccountSid: server.accountSid, From: PHONE, To: SENDER, Body: 'STOP', MessageSid: 'SM1' }
  for (const address of [HOOK, HOOK.replace(PLATFORM, `${PLATFORM}:443`)]) {
    const signature = twilio.getExpectedTwilioSignature(server.authToken, address, form)
    const request = new Request(HOOK, { method: 'POST', body: new URLSearchParams(form) })
    // One after the other.
    // oxlint-disable-next-line no-await-in-loop
    expect((await bring(request, { signature })).status).toBe(200)
  }
  expect(await listStops()).toEqual([PHONE])
})
