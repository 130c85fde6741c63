import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clients, legalPages, services } from '../../db/tenant/schema/index.ts'
import { openAnswer, type OpenAnswer } from '../access/open-answers.ts'
import { addDemoPictures } from '../support/add-demo-pictures.ts'
import { ask, askForm, type Answer, type Ask } from '../support/ask.ts'
import { demoLogin } from '../support/demo-logins.ts'
import { ironPortal } from '../support/demo-portals.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

// What every answer says to browsers: of pages and programs, files and failures, the platform's and nobody's.

let system: TestSystem
const answers = new Map<string, Answer>()
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
  for (const path of [...(await addDemoPictures(system, IRON)), ...OPEN_PATHS, ...CLOSED_PATHS]) {
    answers.set(path, await ask({ url: system.url, host: IRON, path }))
  }
  for (const [what, asked] of listAsked()) {
    answers.set(what, await ask({ url: system.url, host: IRON, ...asked }))
  }
})
afterAll(() => system.close())

const IRON = 'ironworks.localhost'
const PLATFORM = 'platform.localhost'
const FILE = /^\/assets\//
/** What is made for other websites, in the demo’s languages, and what is not there of it. */
const OPEN_PATHS = [
  '/embed',
  '/en/embed',
  '/embed.json',
  '/en/embed.json',
  '/embed.json?service=assessment',
  '/embed.js',
]
const CLOSED_PATHS = [
  '/embed?service=nowhere',
  '/embed.json?trainer=nobody',
  '/xx/embed',
  '/files/upl_0/drawing.svg',
]

function listAsked(): [string, Partial<Ask> & { path: string }][] {
  const [file = ''] = readdirSync('build/client/assets').filter((name) => name.endsWith('.js'))
  const elsewhere = { method: 'POST', headers: { origin: 'https://evil.test' }, body: 'a=b' }
  const pages = [
    '/',
    '/bg/book',
    '/classes',
    '/sign-in',
    '/account',
    '/offline',
    '/admin',
    '/nowhere',
    '/bookings/bkg_0?token=0',
  ]
  const beside = [
    '/_root.data',
    '/favicon.svg',
    '/icon.svg',
    '/share.svg',
    '/sw.js',
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

/** The answers whose header is not as it should be; `open` is what is said of those that others may keep, frame or read. */
function without(header: string, isGood: (value: string, open: Partial<OpenAnswer>) => boolean): string[] {
  return [...answers]
    .filter(([what, { headers, status }]) => !isGood(headers[header] ?? '', openAnswer(what, status) ?? {}))
    .map(([what]) => what)
}

test('what is open to others is there, and what is not there of it is closed', () => {
  const opened = [...answers].flatMap(([what, { status }]) => (openAnswer(what, status) ? [what] : []))
  expect(opened.map((what) => what.replace(/upl_\w+/, 'upl'))).toEqual([
    '/files/upl/drawing.svg',
    '/files/upl/32.webp',
    ...OPEN_PATHS,
    expect.stringMatching(FILE),
  ])
  for (const what of CLOSED_PATHS) expect([what, answers.get(what)?.status]).toEqual([what, 404])
})

test('every answer has a policy: nothing is loaded but our own, and nothing runs that stands in a page', () => {
  const isStrict = (policy: string, open: Partial<OpenAnswer>) =>
    open.policy
      ? open.policy.test(policy)
      : policy.startsWith("default-src 'none'") &&
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
  const framed = without('content-security-policy', (value) => value.includes("frame-ancestors 'none'"))
  // But the free times, which are made for it: a page of links, where nothing runs but our own and no form is sent.
  expect(framed).toEqual(['/embed', '/en/embed'])
  for (const what of framed) {
    const { headers, text = '' } = answers.get(what) ?? {}
    expect(headers?.['set-cookie']).toBeUndefined()
    expect(text).not.toMatch(/<form|<input|<script/i)
    expect(text).not.toMatch(/<a (?![^>]*(target="_top"|href="#))/)
  }
})

test('no answer may be read by another site’s page', async () => {
  const isReadBy = (value: string, { isReadElsewhere }: Partial<OpenAnswer>) =>
    value === (isReadElsewhere ? '*' : '')
  expect(without('access-control-allow-origin', isReadBy)).toEqual([])
  expect(without('access-control-allow-credentials', (value) => value === '')).toEqual([])
  const isRunBy = (value: string, { isRunElsewhere }: Partial<OpenAnswer>) =>
    value === (isRunElsewhere ? 'cross-origin' : 'same-origin')
  expect(without('cross-origin-resource-policy', isRunBy)).toEqual([])
})

test('only files without anything of anybody are kept by browsers', () => {
  expect(without('cache-control', (value, { cache = 'private, no-store' }) => value === cache)).toEqual([])
})

test('what other websites get is the same for whoever asks, and says who nobody is', async () => {
  const cookie = `session=${'a'.repeat(40)}; lang=bg`
  for (const path of ['/en/embed.json', '/embed.js']) {
    const asked = { url: system.url, host: IRON, path }
    const [one, other] = await Promise.all([ask(asked), ask({ ...asked, headers: { cookie } })])
    expect(one.text).toBe(other.text)
    expect(one.headers['set-cookie']).toBeUndefined()
  }
})

test('every answer with a body says what it is, and texts that they are UTF-8', () => {
  const isSaid = (type: string) =>
    /^[\w-]+\/[\w.+-]+(;|$)/.test(type) && (!type.startsWith('text/') || /utf-8/i.test(type))
  const wrong = without('content-type', isSaid)
  expect(wrong.filter((what) => answers.get(what)?.text !== '')).toEqual([])
})

test('what is for programs does nothing when somebody opens it in a browser', () => {
  for (const [what, { headers, text }] of answers) {
    if (!what.startsWith('/api/v1/') && !/^\/(favicon|share)\.svg$|^\/embed\.json/.test(what)) continue
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

test('UP-10: a page of the studio’s own runs nothing, and leads nowhere that runs', async () => {
  const body = `# <script>alert(1)</script>

<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](data:text/html,<script>) ![z](https://evil.test/pixel.png)

<iframe src="https://evil.test"></iframe>
<style>body{background:url(https://evil.test)}</style>

<https://iron.test/>`
  const { orm, write } = await system.openTenant('ten_ironworks')
  const page = { slug: 'attacked', title: { en: '</title><script>alert(2)</script>' }, body: { en: body } }
  await write([orm.insert(legalPages).values({ ...page, updatedAt: 0 })])
  const { status, text, headers } = await get('/en/legal/attacked')
  expect(status).toBe(200)
  expect(text).not.toMatch(/<script>alert|<img src=x|<iframe|<style>body|(href|src)="(javascript|data):text/i)
  expect(text).toContain('href="https://iron.test/"')
  // What is elsewhere is not loaded: nobody there hears who looks.
  expect(headers['content-security-policy']).toContain("img-src 'self' data:;")
})

test('UP-14: a file of a client’s is saved and never shown, whatever is in it, and only by who may see them', async () => {
  const cookie = await signIn('owner')
  const clientId = 'cli_attacked'
  const { orm, write } = await system.openTenant('ten_ironworks')
  const person = { firstName: 'A', lastName: 'B', locale: 'en', createdAt: 0 } as const
  await write([orm.insert(clients).values({ id: clientId, ...person })])
  const path = `/admin/clients/${clientId}/files`
  const form = new FormData()
  form.set('file', new File(['<script>alert(1)</script>'], '../x"><svg onload=alert(1)>.html\u202e'))
  const sent = new Response(form)
  const added = await ask({
    url: system.url,
    host: IRON,
    path,
    method: 'POST',
    headers: { cookie, origin: `http://${IRON}`, 'content-type': sent.headers.get('content-type') ?? '' },
    body: await sent.bytes(),
  })
  expect(added.status).toBe(303)
  const { text: list } = await get(path, { cookie })
  expect(list).not.toContain('<svg onload')
  const [, file = ''] = /href="(\/admin\/clients\/[^"]+\/files\/fil_\w+)"/.exec(list) ?? []

  const { status, headers } = await get(file, { cookie })
  expect([status, headers]).toEqual([
    200,
    expect.objectContaining({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="fil_\w+"; filename\*=UTF-8''[\w.%-]+\.txt$/,
      ),
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    }),
  ])
  const theirs = await signIn('client')
  expect((await get(file)).status).toBe(303)
  expect((await get(file, { cookie: theirs })).status).toBe(403)
  expect((await get(file.replace(clientId, 'cli_other'), { cookie })).status).toBe(404)
  expect((await get(`/files/${file.split('/').at(-1)}/x`, { cookie })).status).toBe(404)
})

const get = (path: string, headers: Record<string, string> = {}) =>
  ask({ url: system.url, host: IRON, path, headers })

/** The session cookie of one of the demo's people. */
async function signIn(role: 'owner' | 'client'): Promise<string> {
  const form = demoLogin(system, ironPortal, role)
  const { headers } = await askForm({ url: system.url, host: IRON, path: '/sign-in', form })
  return (headers['set-cookie'] ?? '').split(';')[0] ?? ''
}

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
