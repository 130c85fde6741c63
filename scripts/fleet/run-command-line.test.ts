import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { operatorKeys, tenants, type OperatorRole } from '../../db/registry/schema/index.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { makeSite, PLATFORM } from '../../worker/testing/make-site.ts'
import { commands } from './commands.ts'
import { makePrinter } from './print.ts'
import { runCommandLine } from './run-command-line.ts'

const site = await makeSite()
const { orm, write } = site.fleet.deps.registry
const server = createServer((incoming, outgoing) => {
  void (async () => {
    const { url: path = '/', method = 'GET' } = incoming
    const body = new Uint8Array(await buffer(incoming))
    const { authorization = '', 'content-type': type = '' } = incoming.headers
    const answer = await site.ask({
      path,
      method,
      host: PLATFORM,
      headers: { authorization, ...(type === '' ? {} : { 'content-type': type }) },
      ...(body.length === 0 ? {} : { body }),
    })
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(await answer.text())
  })()
})
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
// A TCP server's address has a port.
const { port } = server.address() as AddressInfo
afterAll(() => {
  server.close()
  vi.useRealTimers()
})

async function keyOf(role: OperatorRole): Promise<string> {
  const secret = makeOperatorSecret()
  const about = { id: `opk_${role}`, name: role, role, createdBy: 'system', now: 0, expiresAt: null }
  await write([
    orm
      .insert(operatorKeys)
      .values(await operatorKeyRow(secret, about))
      .onConflictDoNothing(),
  ])
  return secret
}
const key = await keyOf('administrator')

async function run(line: string, OPERATOR_KEY = key) {
  let [out, errors] = ['', '']
  const code = await runCommandLine({
    words: line.split(' ').filter(Boolean),
    env: { PLATFORM_URL: `http://127.0.0.1:${port}`, OPERATOR_KEY },
    commands,
    out: (text) => void (out += text),
    errors: { write: (text) => void (errors += text) },
  })
  return { code, out, errors }
}

test('studios are a table for people, and JSON for programs', async () => {
  const { code, out } = await run('list')
  expect(code).toBe(0)
  expect(out).toMatch(/^SLUG +NAME +STATUS +HOST/)
  expect(out).toMatch(/^iron-works +iron-works +active +book\.iron-works\.test/m)
  const { out: json } = await run('list --status=suspended --json')
  expect(JSON.parse(json)).toMatchObject([{ slug: 'old-gym', status: 'suspended' }])
})

test('one studio is shown by its slug; one that is not there is said, and the line fails', async () => {
  expect((await run('show lotus-yoga')).out).toMatch(/^id +ten_lotus-yoga$/m)
  const { code, out, errors } = await run('show nowhere')
  expect([code, out]).toEqual([1, ''])
  expect(errors).toMatch(/^not_found: There is no such studio\. \[[\w-]+\]\n$/)
})

test('a wrong key is refused in the platform’s words, and a missing one before anything is asked', async () => {
  expect(await run('list', makeOperatorSecret())).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/^unauthorized: /),
  })
  expect(await run('list', '')).toMatchObject({ code: 2, errors: expect.stringContaining('OPERATOR_KEY') })
})

test('what is not known is not guessed: the help says what there is', async () => {
  expect(await run('')).toMatchObject({ code: 0, out: expect.stringContaining('show <studio>') })
  expect((await run('praise')).code).toBe(2)
  expect((await run('show --help')).out).toContain('show <studio>')
  expect(await run('show')).toMatchObject({ code: 2, errors: expect.stringContaining('<studio> is missing') })
  expect(await run('list --stauts=active')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--stauts=active is not known'),
  })
})

test('a studio’s own words do not steer the terminal', async () => {
  await write([orm.update(tenants).set({ name: 'Bad\u001B[2J\u202Egym' }).where(eq(tenants.slug, 'old-gym'))])
  const { out } = await run('list')
  expect(out).toContain('Bad [2J gym')
  expect(['\u001B', '\u202E'].filter((sign) => out.includes(sign))).toEqual([])
})

test('every command has a name of its own, and a page of help that says so', () => {
  const names = commands.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { name, says } of commands) expect([name, says.length > 0]).toEqual([name, true])
})

test('lists within one thing are tables below it, and things within it are told by the way there', () => {
  const shown = (thing: object) => {
    let text = ''
    const write = (more: string) => void (text += more)
    makePrinter({ isJson: false, write, errors: { write: () => {} } }).one({ ...thing })
    return text
  }
  const record = { type: 'TXT', name: '_proof.example.test', value: null }
  expect(
    shown({
      host: 'example.test',
      certificate: { status: 'active' },
      tags: ['a', 'b'],
      none: [],
      records: [record],
    }),
  ).toBe(`host                example.test
certificate.status  active
tags                a, b
none

records
TYPE  NAME                 VALUE
TXT   _proof.example.test
`)
})

test('progress is one line that is drawn over, or a line a change where nobody looks', () => {
  const drawn = (isTTY: boolean) => {
    let text = ''
    const print = makePrinter({
      isJson: false,
      write: () => {},
      errors: { isTTY, write: (more) => (text += more) },
    })
    print.progress(1, 4, 'moved')
    print.progress(1, 4, 'moved')
    print.progress(4, 4, 'moved')
    return text
  }
  expect(drawn(false)).toBe(
    `[${'#'.repeat(8)}${'.'.repeat(22)}] 1 of 4 moved\n[${'#'.repeat(30)}] 4 of 4 moved\n`,
  )
  expect(drawn(true).split('\r\u001B[K')).toEqual([
    '',
    `[${'#'.repeat(8)}${'.'.repeat(22)}] 1 of 4 moved`,
    `[${'#'.repeat(30)}] 4 of 4 moved\n`,
  ])
})
