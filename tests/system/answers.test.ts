import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { services } from '../../db/tenant/schema/index.ts'
import { ask, type Answer, type Ask } from '../support/ask.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

// What every answer says to browsers: of pages and programs, files and failures, the platform's and nobody's.

let system: TestSystem
const answers = new Map<string, Answer>()
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
  for (const [what, asked] of listAsked()) {
    answers.set(what, await ask({ url: system.url, host: IRON, ...asked }))
  }
})
afterAll(() => system.close())

const IRON = 'ironworks.localhost'
const PLATFORM = 'platform.localhost'
const FILE = /^\/assets\//

function listAsked(): [string, Partial<Ask> & { path: string }][] {
  const [file = ''] = readdirSync('build/client/assets').filter((name) => name.endsWith('.js'))
  const elsewhere = { method: 'POST', headers: { origin: 'https://evil.test' }, body: 'a=b' }
  const pages = [
    '/',
    '/bg/book',
    '/classes',
    '/sign-in',
    '/account',
    '/admin',
    '/nowhere',
    '/bookings/bkg_0?token=0',
  ]
  const beside = [
    '/_root.data',
    '/favicon.svg',
    '/share.svg',
    '/robots.txt',
    '/sitemap.xml',
    '/site.webmanifest',
  ]
  const programs = ['studio', 'openapi.json', 'nowhere', 'clients'].map((name) => `/api/v1/${name}`)
  const files = [`/assets/${file}`, '/assets/missing.js', '/api/docs', '/healthz', '/%00']
  const paths = [...pages, ...beside, ...programs, ...files]
  return [
    ...paths.map((path): [string, { path: string }] => [path, { path }]),
    ['a form from elsewhere', { path: '/book', ...elsewhere }],
    ['too much', { path: '/api/v1/bookings', method: 'POST', body: 'x'.repeat(70_000) }],
    ['a method of no page', { path: '/book', method: 'DELETE' }],
    ['a host of nobody', { path: '/', host: 'nope.localhost' }],
    ['a closed studio', { path: '/', host: 'oldgym.localhost' }],
    ['the platform', { path: '/', host: PLATFORM }],
    ['the operators’ door', { path: '/operator/sign-in', host: PLATFORM }],
  ]
}

/** The answers whose header is not as it should be. */
function without(header: string, isGood: (value: string) => boolean): string[] {
  return [...answers].filter(([, { headers }]) => !isGood(headers[header] ?? '')).map(([what]) => what)
}

test('every answer has a policy: nothing is loaded but our own, and nothing runs that stands in a page', () => {
  const isStrict = (policy: string) =>
    policy.startsWith("default-src 'none'") &&
    policy.includes("base-uri 'none'") &&
    !/unsafe-|\*|https?:|script-src[^;]*data:/.test(policy)
  expect(without('content-security-policy', isStrict)).toEqual([])
})

test('no answer is taken for another type than it says', () => {
  expect(without('x-content-type-options', (value) => value === 'nosniff')).toEqual([])
})

test('what stands in an address is told to no other site', () => {
  expect(without('referrer-policy', (value) => value === 'same-origin')).toEqual([])
})

test('no answer may be framed by anybody', () => {
  expect(without('content-security-policy', (value) => value.includes("frame-ancestors 'none'"))).toEqual([])
})

test('no answer may be read by another site’s page', async () => {
  expect(without('access-control-allow-origin', (value) => value === '')).toEqual([])
  expect(without('cross-origin-resource-policy', (value) => value === 'same-origin')).toEqual([])
})

test('only files without anything of anybody are kept by browsers', () => {
  const kept = without('cache-control', (value) => value === 'private, no-store')
  expect(kept.filter((what) => !FILE.test(what))).toEqual([])
})

test('every answer with a body says what it is, and texts that they are UTF-8', () => {
  const isSaid = (type: string) =>
    /^[\w-]+\/[\w.+-]+(;|$)/.test(type) && (!type.startsWith('text/') || /utf-8/i.test(type))
  const wrong = without('content-type', isSaid)
  expect(wrong.filter((what) => answers.get(what)?.text !== '')).toEqual([])
})

test('what is for programs does nothing when somebody opens it in a browser', () => {
  for (const [what, { headers, text }] of answers) {
    if (!what.startsWith('/api/v1/') && !what.endsWith('.svg')) continue
    expect([what, headers['content-security-policy']]).toEqual([
      what,
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ])
    expect([what, headers['content-type']]).not.toEqual([what, expect.stringContaining('html')])
    expect([what, /<script/i.test(text)]).toEqual([what, false])
  }
})

test('a name that would end a script or a tag is text in a page', async () => {
  const evil = '</script><img src=x onerror=alert(1)>'
  const { orm, write } = await system.openTenant('ten_lotus')
  await write([orm.update(services).set({ name: { en: `Yoga ${evil}` } })])
  const { status, text } = await ask({ url: system.url, host: 'lotus.localhost', path: '/book' })

  expect([
    status,
    text.includes('onerror'),
    text.includes('</script><img'),
    text.includes('<img src=x'),
  ]).toEqual([200, true, false, false])
})

test('TRACE is answered nowhere with what was sent', async () => {
  for (const path of [
    '/',
    '/api/v1/studio',
    '/healthz',
    [...answers.keys()].find((what) => FILE.test(what)) ?? '',
  ]) {
    const headers = { 'x-secret': 'do-not-repeat', cookie: 'session=do-not-repeat' }
    const { status, text } = await ask({ url: system.url, host: IRON, path, method: 'TRACE', headers })
    expect([path, status, text.includes('do-not-repeat')]).toEqual([path, 405, false])
  }
})

test('a request that hides in the body of another is not answered', async () => {
  const hidden = `GET /api/v1/studio HTTP/1.1\r\nHost: ${IRON}\r\nX-Hidden: 1\r\n\r\n`
  const both = `POST /api/v1/bookings HTTP/1.1\r\nHost: ${IRON}\r\nContent-Type: application/json\r\nContent-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`
  const said = await sendRaw(both + hidden)

  expect(said.match(/^HTTP\/1\.1 /gm)?.length ?? 0).toBeLessThanOrEqual(1)
  expect(said).not.toContain('Iron Works')
})

/** Sends these bytes and gives all that comes back until the other side is done, or says nothing for a while. */
function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(system.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let said = ''
    socket.setTimeout(2_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
    socket.on('error', () => {})
    socket.on('close', () => resolve(said))
  })
}
