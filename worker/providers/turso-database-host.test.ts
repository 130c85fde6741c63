import { expect, test } from 'vitest'
import { makeTursoServer } from '../../tests/fakes/turso-server.ts'
import { makeTursoDatabaseHost } from './turso-database-host.ts'

function setUp(options: { group?: string; apiToken?: string } = {}) {
  const server = makeTursoServer()
  const host = makeTursoDatabaseHost({
    organization: 'trainerhub',
    group: 'default',
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
  { why: 'the group is unknown', options: { group: 'moon' }, status: 400, text: 'group not found' },
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
    group: 'default',
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
