import { expect, test } from 'vitest'
import { makeCustomHostnamesServer } from '../../tests/fakes/custom-hostnames-server.ts'
import { makeCustomHostnames } from './custom-hostnames.ts'

const HOST = 'book.studio.example'

function setUp(apiToken = 'zone-token') {
  const server = makeCustomHostnamesServer()
  const certificates = makeCustomHostnames({ zoneId: 'zone-1', apiToken, fetch: server.fetch, timeoutMs: 50 })
  const hostname = () => {
    const found = server.hostnames.get(HOST)
    if (!found) throw new Error('no hostname')
    return found
  }
  return { server, certificates, hostname }
}

test('a certificate is asked for once, and is there when name and certificate both are', async () => {
  const { server, certificates, hostname } = setUp()

  expect(await certificates.ensure(HOST)).toEqual({ state: 'waiting', said: [] })
  hostname().status = 'active'
  hostname().ssl.status = 'pending_validation'
  hostname().ssl.validation_errors = [{ message: 'SERVFAIL looking up CAA for studio.example' }]
  expect(await certificates.ensure(HOST)).toEqual({
    state: 'waiting',
    said: ['SERVFAIL looking up CAA for studio.example'],
  })
  hostname().ssl.status = 'active'
  expect(await certificates.ensure(HOST)).toEqual({ state: 'active', said: [] })
  expect(server.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
  expect(hostname().ssl).toMatchObject({ method: 'http', type: 'dv' })
})

test('what an earlier call asked for and was not told about is found', async () => {
  const { server, certificates } = setUp()
  server.plan(Response.json({ success: true, errors: [], messages: [], result: [] }), 'drop')
  expect(await certificates.ensure(HOST)).toEqual({ state: 'unknown', said: [] })
  // Not listed yet.
  server.plan(Response.json({ success: true, errors: [], messages: [], result: [] }))

  expect(await certificates.ensure(HOST)).toEqual({ state: 'waiting', said: [] })
  expect(server.hostnames.size).toBe(1)
})

test.each([
  ['moved', 'active'],
  ['pending', 'validation_timed_out'],
])('what stopped (%s, %s) begins anew when it is asked for', async (status, ssl) => {
  const { server, certificates, hostname } = setUp()
  await certificates.ensure(HOST)
  hostname().status = status
  hostname().ssl.status = ssl

  expect(await certificates.ensure(HOST)).toMatchObject({ state: 'waiting' })
  expect(server.requests.at(-1)).toMatch(/^PATCH /)
})

test('a name that may not have one says why', async () => {
  const { certificates, hostname } = setUp()
  await certificates.ensure(HOST)
  hostname().status = 'blocked'
  hostname().verification_errors = ['This name is blocked.', 'x'.repeat(5_000)]
  const { state, said } = await certificates.ensure(HOST)

  expect([state, said[0], said[1]?.length]).toEqual(['refused', 'This name is blocked.', 200])
})

test('it is given up once, and what is gone is gone', async () => {
  const { server, certificates } = setUp()
  await certificates.ensure(HOST)

  expect(await certificates.remove(HOST)).toBe(true)
  expect(server.hostnames.size).toBe(0)
  expect(await certificates.remove(HOST)).toBe(true)
})

test.each([
  ['a rate limit', new Response('{"success":false}', { status: 429 })],
  ['an error page', new Response('<h1>520</h1>', { status: 520 })],
  ['a redirect', new Response(null, { status: 307, headers: { location: 'https://evil.test' } })],
  ['an answer without an end', new Response('x'.repeat(1_000_000))],
])('%s says nothing of the certificate', async (_what, fault) => {
  const { server, certificates } = setUp()
  server.plan(fault.clone(), fault.clone())

  expect(await certificates.ensure(HOST)).toEqual({ state: 'unknown', said: [] })
  expect(await certificates.remove(HOST)).toBe(false)
})

test('a wrong token changes nothing', async () => {
  const { server, certificates } = setUp('stolen')

  expect(await certificates.ensure(HOST)).toEqual({ state: 'unknown', said: [] })
  expect(server.hostnames.size).toBe(0)
})
