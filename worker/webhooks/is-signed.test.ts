import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { isSigned, type Signed } from './is-signed.ts'

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const OTHER = `whsec_${Buffer.alloc(24, 8).toString('base64')}`
const NOW = Date.now()
const seconds = Math.floor(NOW / 1_000)
const BODY = '{"type":"email.sent",  "x":"\\u00e9é"}'

/** As the vendors' own package signs it. */
function sign(changes: { secret?: string; id?: string; at?: number; body?: string } = {}): Signed {
  const { secret = SECRET, id = 'msg_1', at = seconds, body = BODY } = changes
  const signatures = new Webhook(secret).sign(id, new Date(at * 1_000), body)
  return { id, timestamp: String(at), signatures, body: new TextEncoder().encode(body) }
}

const check = (signed: Signed, secrets = SECRET) => isSigned(signed, { secrets, now: NOW })

test('believes what the standard’s own package signs, and the other way round', async () => {
  const signed = sign()
  expect(await check(signed)).toBe(true)
  const headers = {
    'webhook-id': signed.id,
    'webhook-timestamp': signed.timestamp,
    'webhook-signature': signed.signatures,
  }
  expect(() => new Webhook(SECRET).verify(BODY, headers)).not.toThrow()
})

test('any good signature among several, and any of several secrets, will do', async () => {
  const [ours, others] = [sign(), sign({ secret: OTHER })]
  expect(await check({ ...ours, signatures: `v1a,xx ${others.signatures} ${ours.signatures}` })).toBe(true)
  expect(await check(others)).toBe(false)
  expect(await check(others, `${SECRET} ${OTHER}`)).toBe(true)
})

test.each<[string, (signed: Signed) => Partial<Signed>]>([
  ['another byte', ({ body }) => ({ body: body.map((byte, at) => (at === 3 ? byte ^ 1 : byte)) })],
  ['the same in other letters', () => ({ body: new TextEncoder().encode(BODY.replace('\\u00e9', 'é')) })],
  ['another space', () => ({ body: new TextEncoder().encode(`${BODY} `) })],
  ['no body', () => ({ body: new Uint8Array() })],
  ['another id', () => ({ id: 'msg_2' })],
  ['no id', () => ({ id: '' })],
  ['another time', ({ timestamp }) => ({ timestamp: String(Number(timestamp) + 1) })],
  ['a time that is none', () => ({ timestamp: `${seconds}.0` })],
  ['no signature', () => ({ signatures: '' })],
  ['an empty one', () => ({ signatures: 'v1,' })],
  ['one of another version', ({ signatures }) => ({ signatures: signatures.replace('v1,', 'v2,') })],
  ['one cut short', ({ signatures }) => ({ signatures: signatures.slice(0, -5) })],
  ['one that is no base64', () => ({ signatures: 'v1,****' })],
])('does not believe %s', async (_, change) => {
  const signed = sign()
  expect(await check({ ...signed, ...change(signed) })).toBe(false)
})

test.each([
  [-300, true],
  [-301, false],
  [300, true],
  [302, false],
])('what was signed %i s from now: %s', async (offset, isBelieved) => {
  expect(await isSigned(sign({ at: seconds + offset }), { secrets: SECRET, now: seconds * 1_000 })).toBe(
    isBelieved,
  )
})

test('believes nobody where the secret is none', async () => {
  expect(await check(sign(), '')).toBe(false)
  expect(await check(sign(), 'whsec_')).toBe(false)
  expect(await check(sign(), 'whsec_*')).toBe(false)
})
