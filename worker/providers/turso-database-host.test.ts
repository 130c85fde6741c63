import { expect, test } from 'vitest'
import { makeTursoServer } from '../../tests/fakes/turso-server.ts'
import { makeTursoDatabaseHost } from './turso-database-host.ts'

function setUp(options: { groups?: [string, ...string[]]; apiToken?: string } = {}) {
  const server = makeTursoServer({ groups: ['default', 'far-away'] })
  const host = makeTursoDatabaseHost({
    organization: 'trainerhub',
    groups: ['default', 'far-away'],
    apiToken: 'platform-token',
    fetch: server.fetch,
    ...options,
  })
  return { server, host }
}

test('makes a database in the group and gives its address with a token of its own', async () => {
  const { server, host } = setUp()

  const made = await host.create('ten-iron')

  expect(made.url).toBe('https://ten-iron-trainerhub.turso.io')
  expect(made.token).toMatch(/^jwt-of-ten-iron-/)
  expect(server.requests).toEqual([
    'POST /v1/organizations/trainerhub/databases',
    'POST /v1/organizations/trainerhub/databases/ten-iron/auth/tokens?expiration=never&authorization=full-access',
  ])
})

test('goes on with the database an earlier call made and was not told about', async () => {
  const { server, host } = setUp()
  server.plan('drop')
  await expect(host.create('ten-iron')).rejects.toMatchObject({ name: 'DatabaseHostError' })

  const made = await host.create('ten-iron')

  expect(made.url).toBe('https://ten-iron-trainerhub.turso.io')
  expect(server.databases()).toEqual(['ten-iron'])
})

test('deletes a database, and is content when there is none', async () => {
  const { server, host } = setUp()
  await host.create('ten-iron')

  await host.delete('ten-iron')
  await host.delete('ten-iron')

  expect(server.databases()).toEqual([])
})

test.each([
  {
    why: 'the group is unknown',
    options: { groups: ['moon'] as [string] },
    status: 400,
    text: 'group not found',
  },
  { why: 'the token is wrong', options: { apiToken: 'stolen' }, status: 401, text: 'token contains' },
])('says what Turso said when $why', async ({ options, status, text }) => {
  const { host } = setUp(options)

  const error: unknown = await host.create('ten-iron').catch((reason: unknown) => reason)

  expect(error).toMatchObject({ name: 'DatabaseHostError', status })
  expect(String(error)).toContain(text)
  expect(String(error)).not.toContain('stolen')
})

test.each([
  ['a page of HTML', new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ['an empty body', new Response('')],
  ['another shape', Response.json({ database: { name: 'ten-iron' } })],
])('refuses %s for an answer', async (_what, response) => {
  const { server, host } = setUp()
  server.plan(response)

  await expect(host.create('ten-iron')).rejects.toMatchObject({ name: 'DatabaseHostError' })
})

test('follows nobody elsewhere, where the token would be shown', async () => {
  const asked: RequestInit[] = []
  const host = makeTursoDatabaseHost({
    organization: 'trainerhub',
    groups: ['default'],
    apiToken: 'platform-token',
    fetch: async (_input, init) => {
      asked.push(init ?? {})
      return new Response(null, { status: 307, headers: { location: 'https://evil.test/' } })
    },
  })

  await expect(host.create('ten-iron')).rejects.toMatchObject({ name: 'DatabaseHostError', status: 307 })
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.every(({ redirect }) => redirect === 'manual')).toBe(true)
})

test('makes a database of what another one was at an instant', async () => {
  const { server, host } = setUp()
  await host.create('ten-iron')
  server.keep('ten-iron', 'COMMIT;\n')

  const made = await host.createFrom?.('ten-iron-then', { of: 'ten-iron', at: Date.UTC(2027, 0, 4) })

  expect(made?.url).toBe('https://ten-iron-then-trainerhub.turso.io')
  const parent = { name: 'ten-iron', branched_at: '2027-01-04T00:00:00.000Z' }
  expect(server.describe('ten-iron-then')).toMatchObject({ parent })
})

test('makes a database in the group that is named, says where one is, and branches off there', async () => {
  const { server, host } = setUp()
  expect(host.places).toEqual(['default', 'far-away'])
  await host.create('ten-iron')
  await host.create('ten-lotus', 'far-away')

  expect([await host.placeOf('ten-iron'), await host.placeOf('ten-lotus')]).toEqual(['default', 'far-away'])
  await host.createFrom?.('ten-lotus-then', { of: 'ten-lotus', at: Date.UTC(2027, 0, 4) })
  expect(server.describe('ten-lotus-then')).toMatchObject({ group: 'far-away' })
  await expect(host.create('ten-moon', 'moon')).rejects.toMatchObject({ status: 400 })
  await expect(host.placeOf('ten-moon')).rejects.toMatchObject({ status: 404 })
})

test('says what a database used in a period', async () => {
  const { server, host } = setUp()
  await host.create('ten-iron')

  const usage = await host.usage('ten-iron', { from: Date.UTC(2027, 0, 4), to: Date.UTC(2027, 0, 5) })

  expect(usage).toEqual({ rowsRead: 12, rowsWritten: 3, storageBytes: 0, counted: 'period' })
  expect(server.requests.at(-1)).toBe(
    'GET /v1/organizations/trainerhub/databases/ten-iron/usage?from=2027-01-04T00%3A00%3A00.000Z&to=2027-01-05T00%3A00%3A00.000Z',
  )
})

test('blocks writes, and lets them through again', async () => {
  const { server, host } = setUp()
  await host.create('ten-iron')

  await host.setBlocked('ten-iron', { reads: false, writes: true })
  expect(server.describe('ten-iron')).toMatchObject({ block_reads: false, block_writes: true })
  await host.setBlocked('ten-iron', { reads: false, writes: false })
  expect(server.describe('ten-iron')).toMatchObject({ block_reads: false, block_writes: false })
})

test('gives a database as text to who has its token', async () => {
  const { server, host } = setUp()
  const address = await host.create('ten-iron')
  server.keep('ten-iron', 'BEGIN TRANSACTION;\nCOMMIT;\n')

  expect(await new Response(await host.dump(address)).text()).toBe('BEGIN TRANSACTION;\nCOMMIT;\n')
  await expect(host.dump({ ...address, token: 'stolen' })).rejects.toMatchObject({
    name: 'DatabaseHostError',
    status: 401,
  })
})
