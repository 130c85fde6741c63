import { expect, test } from 'vitest'
import type { OperatorRole } from '../../db/registry/schema/index.ts'
import { settings } from '../../db/tenant/schema/index.ts'
import { days } from '../../tenants/durations.ts'
import { toInstant } from '../api/instant.ts'
import { makePrograms } from '../testing/make-programs.ts'
import { IRON } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

async function setUp() {
  const site = await makePrograms()
  const as = async (role: OperatorRole) => {
    const program = await site.as(role)
    return (method: string, path: string, json?: unknown) =>
      program(method, `/tenants/iron-works${path}`, json)
  }
  const page = async () => (await site.ask({ path: '/', host: IRON })).status
  return { ...site, as, page }
}

test('a studio is suspended and opened again by programs; its site follows', async () => {
  const { as, page } = await setUp()
  const operator = await as('operator')
  const refused = await operator('POST', '/suspend', { confirm: 'iron', reason: 'No.' })
  expect([refused.status, refused.body['errors']]).toMatchObject([422, [{ path: 'confirm' }]])
  const closed = await operator('POST', '/suspend', { confirm: 'iron-works', reason: 'They do not pay.' })
  expect(closed).toMatchObject({
    status: 200,
    body: { status: 'suspended', suspend_reason: 'They do not pay.' },
  })
  expect(await page()).toBe(410)
  expect(await operator('POST', '/resume', {})).toMatchObject({ status: 200, body: { status: 'active' } })
})

test('deleting takes an administrator, and is undone within the grace period', async () => {
  const { as, page } = await setUp()
  const [operator, administrator] = [await as('operator'), await as('administrator')]
  const wish = { confirm: 'iron-works', reason: 'They asked for it.', grace_days: 7 }
  expect((await operator('DELETE', '', wish)).status).toBe(403)
  const closed = await administrator('DELETE', '', wish)
  const deleteAt = toInstant(Date.now() + days(7))
  expect(closed).toMatchObject({ status: 202, body: { status: 'deleting', delete_at: deleteAt } })
  expect(await page()).toBe(410)
  expect((await administrator('GET', '/receipt')).status).toBe(404)
  expect((await operator('POST', '/resume', {})).body).toMatchObject({ status: 'active', delete_at: null })
})

test('another address leads on from the old one', async () => {
  const { as, ask } = await setUp()
  const operator = await as('operator')
  const renamed = await operator('PATCH', '', { slug: 'iron-hall', confirm: 'iron-works' })
  expect(renamed).toMatchObject({ status: 200, body: { slug: 'iron-hall' } })
  const old = await ask({ path: '/book?x=1', host: 'iron-works.trainerhub.test' })
  expect([old.status, old.headers.get('location')]).toEqual([301, `https://${IRON}/book?x=1`])
  expect((await operator('PATCH', '', { slug: 'x' })).status).toBe(404)
})

test('another name for operators leaves alone what the studio calls itself', async () => {
  const { as, fleet } = await setUp()
  const operator = await as('operator')
  const { db } = makeStudioContext({ fleet }, 'iron-works')
  const calledItself = async () =>
    (
      await db.read([db.orm.select({ name: settings.studioName, edition: settings.edition }).from(settings)])
    )[0]
  const before = await calledItself()
  const renamed = await operator('PATCH', '', { name: 'Iron Hall' })
  expect([renamed.status, renamed.body['name'], renamed.body['slug']]).toEqual([
    200,
    'Iron Hall',
    'iron-works',
  ])
  expect(before).toMatchObject([{ name: { en: 'Iron Works' } }])
  expect(await calledItself()).toEqual(before)
})

test('a studio is moved to a place of this platform, and to another one than it is in', async () => {
  const { as, env } = await setUp()
  const url = 'http://127.0.0.1:1'
  Object.assign(env, { SQLD_URL: url, SQLD_ADMIN_URL: url, SQLD_PRIVATE_KEY: 'x', SQLD_PUBLIC_KEY: 'x' })
  const operator = await as('operator')
  const to = (place: string) => operator('POST', '/move', { confirm: 'iron-works', place })
  for (const [place, message] of [
    ['moon', 'There is no such place, only local.'],
    ['local', 'It is there already.'],
  ] as const) {
    const { status, body } = await to(place)
    expect([status, body['errors']]).toMatchObject([422, [{ path: 'place', message }]])
  }
  const begun = await operator('POST', '/move', { confirm: 'iron-works' })
  expect(begun.status).toBe(202)
})
