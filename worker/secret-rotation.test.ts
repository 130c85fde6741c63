import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { clients, pushSubscriptions, totpSecrets, users } from '../db/tenant/schema/index.ts'
import { signAsTwilio } from '../tests/fakes/sign-as-twilio.ts'
import { startTwilioServer } from '../tests/fakes/twilio-server.ts'
import { openTotpSecret, sealTotpSecret } from '../tenants/access/factors/totp-secret.ts'
import type { SigningKeys } from '../tenants/access/signing-keys.ts'
import { minutes } from '../tenants/durations.ts'
import { openPushAddress, sealPushAddress } from '../tenants/push/push-address.ts'
import { messagePorts } from './providers/message-ports.ts'
import { makeBody } from './testing/make-body.ts'
import { makePrograms } from './testing/make-programs.ts'
import { makeSite, PLATFORM } from './testing/make-site.ts'
import { makeStudioContext } from './testing/make-studio-context.ts'

// What `docs/runbooks/rotate-secrets.md` says of secrets that overlap: the older one is still good while the newer one is
// used, and good for nothing once it was taken away. Links that work once, what signs webhooks and whoever has a key have
// theirs beside them.

afterEach(() => vi.useRealTimers())

const newer = { id: 'newer', secret: new Uint8Array(32).fill(9) }

async function makeRotation() {
  const site = await makePrograms()
  const { keys: before } = site.fleet.deps
  const operate = await site.as('administrator')
  const book = async () => {
    const answer = await site.postJson('/api/v1/bookings', makeBody())
    const { id, manage_url: url } = (await answer.json()) as { id: string; manage_url: string }
    const token = new URL(url).searchParams.get('token') ?? ''
    const headers = { authorization: `Bearer ${token}` }
    const look = async () => (await site.ask({ path: `/api/v1/bookings/${id}`, headers })).status
    return { look, keyId: token.split('.')[0] }
  }
  const use = (keys: SigningKeys) => Object.assign(site.env, { SECRET_KEYS: keys })
  return { ...site, before, both: [newer, ...before] as const, operate, book, use }
}

test('SECRET_KEYS: links of both keys open while they overlap, then those of the newer alone', async () => {
  const { before, both, operate, book, use } = await makeRotation()
  const old = await book()
  expect(old.keyId).toBe(before[0].id)

  use(both)
  const made = await book()
  expect([made.keyId, await old.look(), await made.look()]).toEqual(['newer', 200, 200])
  expect((await operate('POST', '/secrets/reseal', {})).body).toMatchObject({ failed: [] })

  // So long a host may live on what was remembered.
  vi.setSystemTime(Date.now() + minutes(5))
  use([newer])
  expect((await operate('GET', '/secrets')).body).toMatchObject({ keys: [{ id: 'newer' }] })
  expect([await old.look(), await made.look()]).toEqual([404, 200])
})

test('SECRET_KEYS: second factors and devices are sealed anew, and open without the older key', async () => {
  const { before, both, operate, use, ...site } = await makeRotation()
  const { db, tenant } = makeStudioContext(site, 'iron-works')
  const { orm, read, write } = db
  const of = (keys: SigningKeys) => ({ keys, tenant })
  const person = { email: 'olga@example.test', locale: 'en' as const, createdAt: 0 }
  const address = {
    endpoint: 'https://push.example.test/1',
    p256dh: Buffer.alloc(65, 4).toString('base64url'),
    auth: Buffer.alloc(16, 1).toString('base64url'),
  }
  const device = { clientId: 'cli_olga', endpointHash: 'x', device: 'Phone', createdAt: 0 }
  await write([
    orm.insert(users).values({ ...person, id: 'usr_olga', name: 'Olga' }),
    orm.insert(clients).values({ ...person, id: 'cli_olga', firstName: 'Olga', lastName: 'O' }),
    orm.insert(totpSecrets).values({
      userId: 'usr_olga',
      secretSealed: await sealTotpSecret(of(before), 'usr_olga', 'JBSWY3DP'),
      createdAt: 0,
    }),
    orm
      .insert(pushSubscriptions)
      .values({ ...device, id: 'psh_1', sealed: await sealPushAddress(of(before), 'psh_1', address) }),
  ])
  const open = async (keys: SigningKeys) => {
    const [[factor], [phone]] = await read([
      orm.select().from(totpSecrets),
      orm.select().from(pushSubscriptions),
    ])
    return Promise.all([
      openTotpSecret(of(keys), 'usr_olga', factor?.secretSealed ?? ''),
      openPushAddress(of(keys), 'psh_1', phone?.sealed ?? ''),
    ])
  }

  use(both)
  expect(await open(both)).toEqual(['JBSWY3DP', address])
  await expect(open([newer])).rejects.toThrow('cannot be opened')
  await operate('POST', '/secrets/reseal', {})
  expect(await open([newer])).toEqual(['JBSWY3DP', address])
  await expect(open(before)).rejects.toThrow('cannot be opened')
})

test('TWILIO_AUTH_TOKEN: the first is used, both are believed, and the older no more once it is gone', async () => {
  const site = await makeSite()
  const twilio = await startTwilioServer({ authToken: 'the-newer-one' })
  onTestFinished(() => twilio.close())
  const { accountSid, url } = twilio
  Object.assign(site.env, { TWILIO_ACCOUNT_SID: accountSid, TWILIO_BASE_URL: url })
  const hook = `https://${PLATFORM}/webhooks/twilio`
  const tell = async (authToken: string) => {
    const form = { AccountSid: accountSid, From: '+359888123456', To: '+12025550123', MessageSid: 'SM1' }
    const request = signAsTwilio(hook, { form, authToken })
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': request.headers.get('x-twilio-signature') ?? '',
    }
    const body = await request.text()
    return (await site.ask({ host: PLATFORM, path: '/webhooks/twilio', method: 'POST', headers, body }))
      .status
  }
  const use = (token: string) => Object.assign(site.env, { TWILIO_AUTH_TOKEN: token })

  use('the-older-one')
  expect([await tell('the-older-one'), await tell('the-newer-one')]).toEqual([200, 401])
  use('the-newer-one, the-older-one')
  expect([await tell('the-older-one'), await tell('the-newer-one'), await tell('another')]).toEqual([
    200, 200, 401,
  ])
  // What is asked of Twilio is asked with the first alone: it knows no other.
  const sms = messagePorts(site.env).sms
  expect(await sms?.find({ to: '+359888123456', from: null, since: 0 })).toEqual([])
  use('the-newer-one')
  expect([await tell('the-older-one'), await tell('the-newer-one')]).toEqual([401, 200])
})

test('RESEND_WEBHOOK_SECRET: both are believed, and the older no more once it is gone', async () => {
  const site = await makeSite()
  const { Webhook } = await import('standardwebhooks')
  const [older, young] = [7, 8].map((fill) => `whsec_${Buffer.alloc(24, fill).toString('base64')}`)
  const tell = async (secret = '') => {
    const body = JSON.stringify({ type: 'email.opened', created_at: new Date().toISOString(), data: {} })
    const at = new Date()
    const headers = {
      'svix-id': 'msg_1',
      'svix-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'svix-signature': new Webhook(secret).sign('msg_1', at, body),
    }
    return (await site.ask({ host: PLATFORM, path: '/webhooks/resend', method: 'POST', headers, body }))
      .status
  }
  const use = (secrets = '') => Object.assign(site.env, { RESEND_WEBHOOK_SECRET: secrets })

  use(older)
  expect([await tell(older), await tell(young)]).toEqual([200, 401])
  use(`${young},${older}`)
  expect([await tell(older), await tell(young)]).toEqual([200, 200])
  use(young)
  expect([await tell(older), await tell(young)]).toEqual([401, 200])
})
