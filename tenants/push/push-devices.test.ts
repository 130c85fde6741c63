import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import webPush from 'web-push'
import { makePushServer } from '../../tests/fakes/push-server.ts'
import { makeMemoryDomains } from '../../tests/support/memory-domains.ts'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { clients, messages, pushSubscriptions } from '../../db/tenant/schema/index.ts'
import { makeWebPush } from '../../worker/providers/web-push.ts'
import type { DnsPort } from '../domains/domain-port.ts'
import { days, hours, minutes } from '../durations.ts'
import { listPushDevices } from './list-push-devices.ts'
import { removePushDevice } from './remove-push-device.ts'
import { renamePushDevice } from './rename-push-device.ts'
import { sendToDevices } from './send-to-devices.ts'
import { subscribeToPush } from './subscribe-to-push.ts'

const vapid = { subject: 'mailto:operator@example.test', ...webPush.generateVAPIDKeys() }
const notice = { title: 'Iron Works', body: 'Tomorrow at 18:00', url: 'https://x.test/', tag: 'bkg_1' }

/** A resolver by which every name leads there. */
const dnsThatSays = (data: string): DnsPort => ({
  ask: async (name) => ({ ok: true, records: [{ name, type: 'A', data }] }),
})

/** A studio, a push service, and a client whose telephone and laptop let the site speak. */
async function makeDevices() {
  const tenant = await makeTenant()
  const server = makePushServer({ now: tenant.clock.now })
  const elena = await signInClient(tenant)
  const makeDevice = () => server.subscribe(vapid.publicKey)
  const [phone, laptop] = [makeDevice(), makeDevice()]
  await subscribeToPush(elena, { ...phone, device: 'iPhone' })
  tenant.clock.advance(minutes(1))
  await subscribeToPush(elena, { ...laptop, device: 'Laptop' })
  const push = makeWebPush({ ...vapid, fetch: server.fetch, now: tenant.clock.now, timeoutMs: 50 })
  const send = (clientId = elena.login.clientId) =>
    sendToDevices(tenant.ctx, push, { clientId, notice, expiresAt: tenant.clock.now() + hours(1) })
  const namesOf = async (ctx = elena) => (await listPushDevices(ctx)).map(({ device }) => device)
  return { tenant, server, elena, makeDevice, phone, laptop, send, namesOf }
}

test('a client’s devices are listed, renamed and removed by them alone', async () => {
  const { tenant, server, elena, send, namesOf } = await makeDevices()
  const ana = await signInClient(tenant, { email: 'ana@example.test' })
  const [, phone] = await listPushDevices(elena)
  const deviceId = phone?.id ?? ''

  expect(await listPushDevices(ana)).toEqual([])
  await expect(renamePushDevice(ana, { deviceId, device: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(removePushDevice(ana, { deviceId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(renamePushDevice(elena, { deviceId, device: 'a\u202Eb' })).rejects.toMatchObject({
    code: 'invalid_input',
  })
  expect(await renamePushDevice(elena, { deviceId, device: ' Elena’s phone ' })).toMatchObject({
    device: 'Elena’s phone',
    lastSentAt: null,
  })
  await removePushDevice(elena, { deviceId })
  expect(await namesOf()).toEqual(['Laptop'])
  expect(await send()).toEqual({ ok: true })
  expect(server.ledger).toHaveLength(1)
})

test('what is kept of an address opens nothing without the studio’s keys, and says nothing of where it is', async () => {
  const { tenant, phone } = await makeDevices()
  const [rows] = await tenant.ctx.db.read([tenant.ctx.db.orm.select().from(pushSubscriptions)])
  const kept = JSON.stringify(rows)
  for (const secret of [phone.endpoint, phone.endpoint.slice(-20), phone.auth, phone.p256dh])
    expect(kept).not.toContain(secret)
})

test('each device gets a notice; one that is over is forgotten, one that fails is not', async () => {
  const { server, elena, phone, laptop, send, namesOf } = await makeDevices()
  expect(await send()).toEqual({ ok: true })
  expect(server.ledger.map(({ endpoint }) => endpoint).toSorted()).toEqual(
    [phone.endpoint, laptop.endpoint].toSorted(),
  )
  expect((await listPushDevices(elena)).every(({ lastSentAt }) => lastSentAt !== null)).toBe(true)

  server.end(phone.endpoint)
  expect(await send()).toEqual({ ok: true })
  expect(await namesOf()).toEqual(['Laptop'])

  server.plan(new Response(null, { status: 429, headers: { 'retry-after': '30' } }))
  expect(await send()).toMatchObject({ ok: false, kind: 'retry', retryAfterMs: 30_000 })
  server.end(laptop.endpoint)
  expect(await send()).toEqual({ ok: false, kind: 'gone', reason: 'no_device' })
  expect(await namesOf()).toEqual([])
  expect(await send()).toEqual({ ok: false, kind: 'gone', reason: 'no_device' })
})

test('the same device again is one row with its name; whoever signs in there next takes it over', async () => {
  const { tenant, elena, phone, namesOf, send } = await makeDevices()
  await subscribeToPush(elena, { ...phone, device: 'Something else' })
  expect(await namesOf()).toEqual(['Laptop', 'iPhone'])

  const ana = await signInClient(tenant, { email: 'ana@example.test' })
  await subscribeToPush(ana, { ...phone, device: 'Ana’s' })
  expect(await namesOf()).toEqual(['Laptop'])
  expect(await listPushDevices(ana)).toMatchObject([{ device: 'Ana’s' }])
  expect(await send(ana.login.clientId)).toEqual({ ok: true })
})

test('a new address of the same browser takes the old one’s place; ten devices are the most', async () => {
  const { tenant, elena, makeDevice, phone, namesOf } = await makeDevices()
  await subscribeToPush(elena, { ...makeDevice(), device: 'iPhone, anew', replaces: phone.endpoint })
  expect((await namesOf()).toSorted()).toEqual(['Laptop', 'iPhone, anew'])

  for (let made = 0; made < 9; made += 1) {
    tenant.clock.advance(minutes(1))
    await subscribeToPush(elena, { ...makeDevice(), device: `Device ${made}` })
  }
  const names = await namesOf()
  expect(names).toHaveLength(10)
  expect(names[0]).toBe('Device 8')
})

test.for([
  'http://fcm.googleapis.com/fcm/send/x',
  'https://fcm.googleapis.com:8443/fcm/send/x',
  'https://me:you@fcm.googleapis.com/fcm/send/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'https://2130706433/x',
  'https://push.internal/x',
  'https://fcm.googleapis.com.localhost/x',
  'https://other.trainerhub.test/x',
  'javascript:alert(1)',
  'https://rebound.example.com/x',
])('nothing is kept of an address that is no push service’s, such as %s', async (endpoint) => {
  const tenant = await makeTenant()
  const dns = dnsThatSays('10.0.0.7')
  const domains = makeMemoryDomains({ tenantId: tenant.ctx.tenant.id, host: 'book.ironworks.test', dns })
  const elena = { ...(await signInClient(tenant)), domains }
  const { p256dh, auth } = makePushServer().subscribe(vapid.publicKey)
  await expect(subscribeToPush(elena, { endpoint, p256dh, auth, device: 'Phone' })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [expect.objectContaining({ path: 'endpoint' })] },
  })
  expect(await listPushDevices(elena)).toEqual([])
})

test('an address that became unfit since it was saved is not called', async () => {
  const { tenant, server, send, elena } = await makeDevices()
  const { p256dh, auth } = server.subscribe(vapid.publicKey)
  await tenant.ctx.db.write([tenant.ctx.db.orm.delete(pushSubscriptions)])
  await subscribeToPush(elena, { endpoint: 'https://push.example.com/x', p256dh, auth, device: 'Odd' })
  Object.assign(tenant.ctx.domains, { dns: dnsThatSays('169.254.169.254') })
  expect(await send()).toEqual({ ok: false, kind: 'rejected', reason: 'not_public' })
  expect(server.asked).toEqual([])
})

test.for([
  ['p256dh', 'AAAA'],
  ['p256dh', 'C'.repeat(87)],
  ['auth', 'not base64!'],
  ['device', '\u200B'],
  ['endpoint', ''],
] as const)('%s has to be what browsers give, not “%s”', async ([field, value]) => {
  const elena = await signInClient(await makeTenant())
  const given = { ...makePushServer().subscribe(vapid.publicKey), device: 'Phone', [field]: value }
  await expect(subscribeToPush(elena, given)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [expect.objectContaining({ path: field })] },
  })
})

test('who is no client yet becomes one by letting the site speak; a visitor is asked to sign in', async () => {
  const tenant = await makeTenant()
  const person = await signInPerson(tenant)
  const device = makePushServer().subscribe(vapid.publicKey)
  await subscribeToPush(person, { ...device, device: 'Phone' })
  const { orm, read } = tenant.ctx.db
  const [rows] = await read([
    orm
      .select({ email: clients.email })
      .from(pushSubscriptions)
      .innerJoin(clients, eq(clients.id, pushSubscriptions.clientId)),
  ])
  expect(rows).toEqual([{ email: 'elena@example.test' }])
  for (const refused of [
    subscribeToPush(tenant.ctx, { ...device, device: 'x' }),
    listPushDevices(tenant.ctx),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'unauthorized' })
})

test('what is booked already is reminded of on a device that is turned on now, once', async () => {
  const tenant = await makeTenant()
  const startsAt = tenant.clock.now() + days(2)
  const { id } = await makeBooking(tenant, { startsAt })
  const elena = await signInClient(tenant)
  const device = makePushServer().subscribe(vapid.publicKey)
  await subscribeToPush(elena, { ...device, device: 'Phone' })
  await subscribeToPush(elena, { ...device, device: 'Phone' })

  const { orm, read } = tenant.ctx.db
  const [planned] = await read([
    orm
      .select({ about: messages.bookingId, to: messages.recipient, at: messages.plannedAt })
      .from(messages)
      .where(and(eq(messages.kind, 'reminder'), eq(messages.channel, 'push'))),
  ])
  expect(planned).toEqual([{ about: id, to: elena.login.clientId, at: startsAt - hours(1) }])
  expect(tenant.announced).toContain(tenant.clock.now())
})
