import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOTP } from 'otpauth'
import { demoPassword } from '../../scripts/seed/demo-people.ts'
import type { AccessDatabase } from '../../tenants/access/access-context.ts'
import { askApi } from '../support/ask.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'
import { waitForMail } from '../support/wait-for-mail.ts'

// Every secret the product hands out is made once, by the same doors as people use; then every database is read as a thief
// would read it.

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
})
afterAll(() => system.close())

const host = 'ironworks.localhost'
/** What was handed out or sent, by what it is. */
const secrets = new Map<string, string>()

type Json = Record<string, unknown>

async function api(path: string, json: Json, token?: string): Promise<Json> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await askApi({ url: system.url, host, path, method: 'POST', json, headers })
  // Problems too are objects.
  return answer.text === '' ? {} : (answer.json() as Json)
}

/** Keeps a secret in mind, and gives it back. */
function keep(what: string, secret: unknown): string {
  expect([what, typeof secret, String(secret).length > 8]).toEqual([what, 'string', true])
  secrets.set(what, String(secret))
  return String(secret)
}

/** The token in the link of the newest of so many mails. */
async function linkIn(to: string, count: number): Promise<string> {
  const mail = (await waitForMail(system.url, to, count)).at(-1)
  return decodeURIComponent(/[?&]token=([^"&\s]+)/.exec(mail?.html ?? '')?.[1] ?? '')
}

test('all there is to hand out is handed out', async () => {
  const email = 'thief-bait@example.test'
  const password = keep('a password', `correct horse ${randomBytes(6).toString('hex')}`)
  await api('/users/register', { email, first_name: 'Elena', last_name: 'Ivanova' })
  const verified = await api('/users/verify-email', {
    token: keep('a link to register', await linkIn(email, 1)),
    password,
  })
  keep('a token of the first sign-in', verified['token'])
  const token = keep('a token', (await api('/users/login', { email, password }))['token'])
  await api('/users/sign-in-link', { email })
  keep('a link to sign in', await linkIn(email, 2))
  await api('/users/forgot-password', { email })
  keep('a link to reset', await linkIn(email, 3))
  await api('/users/change-email', { email: 'another@example.test' }, token)
  keep('a link to another address', await linkIn('another@example.test', 1))

  const { secret } = await api('/users/2fa/begin', {}, token)
  const code = new TOTP({ secret: keep('an authenticator secret', secret) }).generate()
  const { recovery_codes } = await api('/users/2fa/confirm', { code }, token)
  for (const one of recovery_codes as string[]) keep(`a recovery code ${one.slice(0, 2)}`, one)
  const waiting = await api('/users/login', { email, password })
  keep('a token that waits for a second factor', waiting['waiting_token'])

  const owner = keep(
    'the owner’s token',
    (await api('/users/login', { email: 'owner@ironworks.test', password: demoPassword(system.fleet.keys) }))[
      'token'
    ],
  )
  keep('the demo’s password', demoPassword(system.fleet.keys))
  const grants = { bookings: { view: 'any', change: 'none' } }
  keep('a key', (await api('/api-keys', { name: 'Till', grants, expires_in_days: 30 }, owner))['key'])
  await api('/invitations', { email: 'asked@example.test', name: 'Asked', role: 'front_desk' }, owner)
  keep('an invitation', await linkIn('asked@example.test', 1))
  for (const id of ['ten_ironworks', 'ten_lotus']) {
    const { token: databaseToken } = await system.fleet.databaseHost.create(id.replaceAll('_', '-'))
    keep(`the database token of ${id}`, databaseToken)
  }
  expect(secrets.size).toBeGreaterThan(20)
})

test('no database holds any of them, whole or in part, in any way of writing', async () => {
  const registry = await dump(system.fleet.registry)
  const iron = await dump(await system.openTenant('ten_ironworks'))
  const lotus = await dump(await system.openTenant('ten_lotus'))
  const all = registry + iron + lotus

  // The dump is one of what was done.
  expect(all).toContain('thief-bait@example.test')
  expect(all).toContain('scrypt$32768$8$3$')
  expect(findSecrets(all)).toEqual([])
})

test('nor does a log line', () => {
  expect(findSecrets(system.printed.join('\n'))).toEqual([])
})

/** Which secrets are in a text: as they are, without their prefix, by their longest part, as base64 or hex. */
function findSecrets(text: string): string[] {
  const lower = text.toLowerCase()
  return [...secrets].flatMap(([what, secret]) => {
    const bare = secret.replace(/^th[ku]_/, '')
    const parts = bare.split('.').filter((part) => part.length >= 20)
    const forms = [bare, ...parts.filter((part) => !part.startsWith('tok_'))].flatMap((one) => [
      one.toLowerCase(),
      Buffer.from(one).toString('base64').replace(/=+$/, '').toLowerCase(),
      Buffer.from(one).toString('hex'),
    ])
    return forms.some((form) => lower.includes(form)) ? [what] : []
  })
}

/** Every value of every row of a database. */
async function dump({ orm, read }: AccessDatabase): Promise<string> {
  const [tables] = await read([
    orm.all<{ name: string }>(
      sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    ),
  ])
  const rows = await Promise.all(
    tables.map(async ({ name }) => (await read([orm.all(sql`SELECT * FROM ${sql.identifier(name)}`)]))[0]),
  )
  return JSON.stringify(rows)
}
