import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientNotes, invitations, oneTimeTokens } from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import type { AccessContext } from '../../tenants/access/access-context.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { ask, askApi } from '../support/ask.ts'
import { markStudio } from '../support/mark-studio.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'
import { waitForMail } from '../support/wait-for-mail.ts'
import { writeDeskRows } from '../support/write-desk-rows.ts'

// Every free text of each of two studios holds a word of its own. Whatever is asked of one, by whomever, in whatever order,
// the other's word is never there.

type Studio = { id: string; host: string; word: string; db: TenantDatabase }
let system: TestSystem
let iron: Studio
let lotus: Studio

beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
  const open = async (id: string, host: string, word: string): Promise<Studio> => {
    const db = await system.openTenant(id)
    await addRest(db)
    return { id, host, word, db }
  }
  iron = await open('ten_ironworks', 'ironworks.localhost', 'zephyralpha')
  lotus = await open('ten_lotus', 'lotus.localhost', 'quokkabravo')
})
afterAll(() => system.close())

/** What the demo has none of. */
async function addRest(db: TenantDatabase): Promise<void> {
  const { orm, read, write } = db
  const [[client]] = await read([orm.query.clients.findMany({ limit: 1 })])
  const email = 'invited@example.test'
  await writeDeskRows(db, { clientId: client?.id ?? '', userId: 'usr_owner' })
  await write([
    orm.insert(clientNotes).values({
      id: 'nte_1',
      clientId: client?.id ?? '',
      author: 'staff:usr_owner',
      text: 'A note.',
      createdAt: 0,
    }),
    orm
      .insert(oneTimeTokens)
      .values({ id: 'tok_1', purpose: 'join', email, createdAt: 0, expiresAt: Date.now() + 1e9 }),
    orm.insert(invitations).values({
      id: 'inv_1',
      email,
      name: 'Invited',
      role: 'trainer',
      tokenId: 'tok_1',
      invitedBy: 'staff:usr_owner',
      createdAt: Date.now(),
    }),
  ])
}

const roles = ['nobody', 'usr_client', 'usr_trainer', 'usr_front_desk', 'usr_manager', 'usr_owner'] as const

/** The secret of a new login session of somebody's. */
async function signIn({ id, host, db }: Studio, userId: string, kind: 'browser' | 'token'): Promise<string> {
  const ctx: AccessContext = {
    db,
    tenant: { id, name: id },
    login: null,
    visitor: { network: '', userAgent: 'Test' },
    now: Date.now,
    requestId: 'req_test',
    origin: `http://${host}`,
    keys: system.fleet.keys,
    announce: async () => {},
  }
  const rank = userId === 'usr_client' ? 'client' : 'staff'
  return (await createLoginSession(ctx, { userId, kind, method: 'password', rank, awaitsFactor: false }))
    .secret
}

type Said = { status: number; text: string }

/** Where the desk shows what only it has: not all of it is soon met by following links. */
const DESK_PAGES = [
  ...['', '/tags', '/fields', '/segments', '/groups', '/export'].map((page) => `/admin/clients${page}`),
  ...['', '/imp_1', '/imp_1/refused.csv'].map((page) => `/admin/imports${page}`),
  ...['', '/pictures', '/legal', '/legal/imprint', '/embed'].map((page) => `/admin/site${page}`),
  '/admin/find-clients?q=a',
  '/admin/search?q=a',
  '/admin/calendar',
  '/admin/bookings',
]

/** Follows the links of a site from its first pages on: what each said, by path. */
async function crawl({ host }: Studio, cookie: string, most: number): Promise<Map<string, Said>> {
  const said = new Map<string, Said>()
  const waiting = ['/', '/classes', '/account', '/admin', '/sitemap.xml', '/robots.txt', '/site.webmanifest']
  waiting.push('/embed', '/embed.json', '/legal/imprint', ...DESK_PAGES)
  while (waiting.length > 0 && said.size < most) {
    const paths = waiting.splice(0, 8).filter((path) => !said.has(path))
    const answers = await Promise.all(
      paths.map((path) => ask({ url: system.url, host, path, headers: cookie ? { cookie } : {} })),
    )
    for (const [index, { status, text, headers }] of answers.entries()) {
      const path = paths[index] ?? ''
      expect([path, status < 500]).toEqual([path, true])
      said.set(path, { status, text: text + JSON.stringify(headers) })
      const links = [
        ...text.matchAll(/href="(\/[^"#]*)"/g),
        ...text.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]*)</g),
      ]
      const found = [
        ...links.map(([, link = '']) => link.replaceAll('&amp;', '&')),
        headers['location'] ?? '',
      ]
      for (const link of new Set(found)) {
        if (/^\/(?!assets\/|theme\/|api\/)/.test(link) && !said.has(link)) waiting.push(link)
      }
    }
  }
  return said
}

test('both studios’ words are in every place a studio writes', async () => {
  for (const { db, word } of [iron, lotus]) {
    const marked = await markStudio(db, word)
    for (const column of [
      'settings.studio_name',
      'trainers.bio',
      'services.name',
      'clients.last_name',
      'clients.email',
      'bookings.contact_first_name',
      'client_notes.text',
      'users.name',
      'invitations.name',
      'locations.address',
      'clients.goals',
      'clients.preferences',
      'clients.block_reason',
      'tags.name',
      'custom_fields.label',
      'client_field_values.value',
      'client_files.name',
      'segments.name',
      'imports.file_name',
      'imports.columns',
      'import_rows.cells',
      'saved_views.name',
      'legal_pages.title',
      'legal_pages.body',
      'uploads.alt',
      'settings.site',
      'locations.map_url',
    ]) {
      expect(marked).toContain(column)
    }
  }
})

test.each(roles)('a crawl of one studio’s pages as %s meets no word of the other', async (role) => {
  const cookie = role === 'nobody' ? '' : `session=${await signIn(iron, role, 'browser')}`
  const said = await crawl(iron, cookie, 90)

  expect([...said].filter(([, { text }]) => text.includes(lotus.word)).map(([path]) => path)).toEqual([])
  expect([...said.values()].filter(({ text }) => text.includes(iron.word)).length).toBeGreaterThan(10)
  // It was asked as whom it says.
  expect(said.get('/admin')?.status).toBe(role === 'nobody' ? 303 : role === 'usr_client' ? 403 : 200)
})

/** What the API of a studio lists: every address without a place in it that may be read. */
async function listAddresses({ host }: Studio): Promise<string[]> {
  const described = await askApi({ url: system.url, host, path: '/openapi.json' })
  // Our own description.
  const { paths } = described.json() as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []))
}

test.each(roles.filter((role) => role !== 'nobody'))(
  'everything the API tells %s, and every export, is of their own studio',
  async (role) => {
    const authorization = `Bearer thu_${(await signIn(iron, role, 'token')).replace(/^thu_/, '')}`
    const read = (path: string, method = 'GET') =>
      askApi({ url: system.url, host: iron.host, path, method, headers: { authorization } })
    const lists = (await listAddresses(iron)).filter((path) => !path.includes('{'))
    const texts = await Promise.all(lists.map(async (path) => (await read(path)).text))
    const [[client]] = await iron.db.read([iron.db.orm.query.clients.findMany({ limit: 1 })])
    const ids = [
      ...new Set(texts.join('').match(/\b(bkg|cli|ses|cse|pol|svc|trn|loc|res|inv|wle|imp)_\w+/g)),
    ].slice(0, 60)
    const places = ids.flatMap((id) => addressOf(id))
    const one = await Promise.all(places.map(async (path) => (await read(path)).text))
    const exported = await Promise.all(
      ['json', 'csv'].map(
        async (format) => (await read(`/clients/${client?.id ?? ''}/export?format=${format}`, 'POST')).text,
      ),
    )

    const all = [...texts, ...one, ...exported].join('\n')
    expect(all).not.toContain(lotus.word)
    expect(all).toContain(iron.word)
  },
)

function addressOf(id: string): string[] {
  const places: Record<string, string[]> = {
    bkg: ['/bookings/ID', '/bookings/ID/history'],
    cli: ['/clients/ID', '/clients/ID/notes', '/clients/ID/timeline'],
    imp: ['/clients/import/ID', '/clients/import/ID/rows'],
    ses: ['/sessions/ID', '/sessions/ID/roster', '/waitlist?session_id=ID'],
    cse: ['/class-series/ID'],
    svc: ['/services/ID', '/service-details/ID'],
    trn: ['/trainers/ID'],
    loc: ['/locations/ID'],
  }
  return (places[id.split('_')[0] ?? ''] ?? []).map((place) => place.replace('ID', id))
}

test('a mail of one studio holds no word of the other, nor does its calendar file', async () => {
  const slots = await askApi({
    url: system.url,
    host: iron.host,
    path: `/availability/available-slots?service_id=assessment&from=${day(3)}&to=${day(9)}`,
  })
  const { available_slots } = slots.json() as { available_slots: string[] }
  const client = { first_name: 'Canary', last_name: iron.word, email: 'canary@example.test' }
  const json = { service_id: 'assessment', start_time: available_slots[0], client }
  const made = await askApi({ url: system.url, host: iron.host, path: '/bookings', method: 'POST', json })
  expect(made.status).toBe(201)
  const [mail] = await waitForMail(system.url, client.email, 1)
  const { id, manage_url } = made.json() as { id: string; manage_url: string }
  const token = new URL(manage_url).searchParams.get('token') ?? ''
  const file = await ask({
    url: system.url,
    host: iron.host,
    path: `/bookings/${id}/calendar.ics?token=${token}`,
  })

  expect(file.status).toBe(200)
  expect(JSON.stringify(mail) + file.text).not.toContain(lotus.word)
  expect(JSON.stringify(mail)).toContain(iron.word)
})

test('requests for pages and for programs, now of one studio and now of the other, get what is theirs', async () => {
  const owner = await Promise.all(
    [iron, lotus].map(async (studio) => ({
      studio,
      authorization: `Bearer thu_${(await signIn(studio, 'usr_owner', 'token')).replace(/^thu_/, '')}`,
    })),
  )
  const paths = ['/studio', '/services', '/trainers', '/bookings?limit=2', '/clients?limit=2', '/locations']
  const wrong: string[] = []
  let next = 0
  const work = async () => {
    while (next < 1_500) {
      const turn = next++
      const mine = owner[turn % 2]
      const other = owner[(turn + 1) % 2]
      if (!mine || !other) return
      const path = paths[Math.floor(turn / 2) % paths.length] ?? ''
      const isPage = turn % 10 < 2
      const answer = await ask({
        url: system.url,
        host: mine.studio.host,
        path: isPage ? '/' : `/api/v1${path}`,
        headers: isPage ? {} : { authorization: mine.authorization },
      })
      const isRight = answer.text.includes(mine.studio.word) && !answer.text.includes(other.studio.word)
      if (answer.status !== 200 || !isRight) wrong.push(`${mine.studio.host}${path}: ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: 24 }, work))

  expect(wrong.slice(0, 5)).toEqual([])
})

test('neither word was ever logged, nor remembered where hosts are', async () => {
  expect(system.printed.filter((line) => line.includes(iron.word) || line.includes(lotus.word))).toEqual([])
  const hosts = await system.worker.miniflare.getKVNamespace('HOSTNAMES')
  for (const { name } of (await hosts.list()).keys) {
    const value = await hosts.get(name)
    if (!name.includes('lotus')) expect(value).not.toContain('lotus')
  }
})

/** The local date so many days from now. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
}
