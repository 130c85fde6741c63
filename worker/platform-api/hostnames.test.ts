import { expect, test } from 'vitest'
import { auditLog, customHostnames, type OperatorRole } from '../../db/registry/schema/index.ts'
import { makePrograms } from '../testing/make-programs.ts'
import { IRON, LOTUS, PLATFORM } from '../testing/make-site.ts'

async function setUp() {
  const site = await makePrograms()
  const { orm, read, write } = site.fleet.deps.registry
  const as = async (role: OperatorRole) => {
    const program = await site.as(role)
    return (method: string, path: string, json?: unknown) => program(method, `/hostnames${path}`, json)
  }
  const dangle = (host: string) =>
    write([
      orm.insert(customHostnames).values({
        host,
        providerId: `id-of-${host}`,
        status: 'active',
        sslStatus: 'active',
        said: [],
        records: [],
        checkedAt: 0,
        nextCheckAt: 0,
        brokenSince: 0,
        createdAt: 0,
      }),
    ])
  const log = async () => (await read([orm.select().from(auditLog)]))[0]
  return { ...site, as, dangle, log }
}

const hostsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['data'] as { host: string }[]).map(({ host }) => host)

test('hosts are listed by name, in pages, by studio, and what is nobody’s among them', async () => {
  const { as, dangle } = await setUp()
  await dangle('aaa.gone.test')
  const support = await as('support')
  const all = hostsOf(await support('GET', ''))
  expect(all).toEqual([...all].toSorted())
  expect(all).toEqual(expect.arrayContaining(['aaa.gone.test', IRON, LOTUS, 'iron-works.trainerhub.test']))

  const paged: string[] = []
  for (let cursor = ''; ;) {
    const page = await support('GET', `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    paged.push(...hostsOf(page))
    const next = page.body['next_cursor']
    if (typeof next !== 'string') break
    cursor = next
  }
  expect(paged).toEqual(all)
  expect(hostsOf(await support('GET', '?tenant_id=ten_iron-works'))).toEqual([
    IRON,
    'iron-works.trainerhub.test',
  ])
  expect(hostsOf(await support('GET', '?only=dangling'))).toEqual(['aaa.gone.test'])
  expect(hostsOf(await support('GET', '?search=LOTUS'))).toEqual([LOTUS, 'lotus-yoga.trainerhub.test'])
})

test('a domain that is named serves nobody before its DNS shows the token', async () => {
  const { as, ask, log } = await setUp()
  const operator = await as('operator')
  const wish = { tenant_id: 'iron-works', host: 'Book.New.Example' }
  const named = await operator('POST', '', wish)

  expect(named).toMatchObject({ status: 201, body: { host: 'book.new.example', is_proven: false } })
  expect(await operator('POST', '', wish)).toEqual(named)
  expect((await ask({ path: '/', host: 'book.new.example' })).status).toBe(404)
  expect(await log()).toMatchObject([
    { actor: 'operator:opk_operator', action: 'hostname.name', subjectId: 'book.new.example' },
    { action: 'hostname.name' },
  ])
  // Nobody is asked about the DNS on a machine of developers.
  expect(await operator('POST', '/book.new.example/check', { tenant_id: 'iron-works' })).toMatchObject({
    status: 422,
    body: { reason: 'no_dns' },
  })
  expect((await operator('POST', '', { ...wish, host: 'lotus-yoga.trainerhub.test' })).status).toBe(422)
  expect((await operator('POST', '', { ...wish, tenant_id: 'nobody' })).status).toBe(404)
})

test('a domain is taken from its studio when its name is typed, and not the one on the platform', async () => {
  const { as, ask } = await setUp()
  const [support, operator] = [await as('support'), await as('operator')]

  expect((await support('DELETE', `/${IRON}`, { confirm: IRON })).status).toBe(403)
  expect((await operator('DELETE', `/${IRON}`, { confirm: 'iron' })).status).toBe(422)
  expect((await operator('DELETE', '/nobody.test', { confirm: 'nobody.test' })).status).toBe(404)
  const given = 'iron-works.trainerhub.test'
  expect((await operator('DELETE', `/${given}`, { confirm: given })).status).toBe(409)
  expect((await operator('DELETE', `/${PLATFORM}`, { confirm: PLATFORM })).status).toBeGreaterThanOrEqual(404)
  expect((await ask({ path: '/', host: IRON })).status).toBe(200)

  expect((await operator('DELETE', `/${IRON}`, { confirm: IRON })).status).toBe(204)
  expect((await ask({ path: '/', host: given })).status).toBe(200)
  expect(hostsOf(await operator('GET', '?tenant_id=ten_iron-works'))).toEqual([given])
})

test('where nobody makes certificates, nothing is compared and nothing given up', async () => {
  const { as, dangle } = await setUp()
  const operator = await as('operator')
  await dangle('left.gone.test')

  expect(await operator('POST', '/reconcile')).toMatchObject({ status: 422, body: { reason: 'nobody' } })
  expect((await operator('DELETE', '/left.gone.test', { confirm: 'left.gone.test' })).status).toBe(503)
  expect(hostsOf(await operator('GET', '?only=dangling'))).toEqual(['left.gone.test'])
})
