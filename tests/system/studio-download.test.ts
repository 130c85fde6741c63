import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { demoPassword } from '../../scripts/seed/demo-people.ts'
import { askApi, type Answer } from '../support/ask.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
})
afterAll(() => system.close())

const host = 'ironworks.localhost'

async function signIn(person: string): Promise<(method: string, path: string) => Promise<Answer>> {
  const json = { email: `${person}@ironworks.test`, password: demoPassword(system.fleet.keys) }
  const answer = await askApi({ url: system.url, host, path: '/users/login', method: 'POST', json })
  const { token } = answer.json() as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  return (method, path) => askApi({ url: system.url, host, path, method, headers })
}

test('an owner takes the whole studio along: made by the queue, kept in the bucket, read by the engine', async () => {
  const api = await signIn('owner')
  expect((await api('GET', '/studio/download')).status).toBe(404)
  expect((await api('POST', '/studio/download')).status).toBe(202)
  const file = await vi.waitUntil(
    async () => {
      const answer = await api('GET', '/studio/download')
      expect([200, 202]).toContain(answer.status)
      return answer.status === 200 ? answer : undefined
    },
    { timeout: 30_000, interval: 200 },
  )
  expect(file.headers).toMatchObject({
    'content-type': 'application/vnd.sqlite3',
    'content-length': String(file.bytes.length),
    'content-disposition': expect.stringMatching(
      /^attachment; filename="ironworks-\d{4}-\d\d-\d\d\.sqlite3"$/,
    ),
    'cache-control': 'private, no-store',
  })

  const path = join(mkdtempSync(join(tmpdir(), 'studio-')), 'studio.db')
  writeFileSync(path, file.bytes)
  const client = createClient({ url: `file:${path}` })
  const ask = async (sql: string) => (await client.execute(sql)).rows.map((row) => Object.values(row))
  expect(await ask('PRAGMA integrity_check')).toEqual([['ok']])
  expect(await ask('SELECT tenant_id FROM identity')).toEqual([['ten_ironworks']])
  const [[services]] = (await ask('SELECT count(*) FROM services')) as [[number]]
  expect(services).toBeGreaterThan(0)
})

test('others of the staff do not', async () => {
  const api = await signIn('manager')
  for (const method of ['POST', 'GET']) expect((await api(method, '/studio/download')).status).toBe(403)
})
