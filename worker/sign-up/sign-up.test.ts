import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { jobs, signUps, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { oneTimeTokens, users } from '../../db/tenant/schema/index.ts'
import { createDefinition } from '../../tenants/fleet/create/create-definition.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import { runJobAs } from '../../tenants/fleet/jobs/run-job.ts'
import { TERMS_OF } from '../../tenants/sign-up/request-sign-up.ts'
import { listMails } from '../providers/dev-mailbox.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeSite, PLATFORM } from '../testing/make-site.ts'

const site = await makeSite()
const { deps } = site.fleet
const { orm, read } = deps.registry
afterAll(() => vi.useRealTimers())

async function browse(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await site.ask({
    path,
    host: PLATFORM,
    method: form ? 'POST' : 'GET',
    headers: {
      ...headers,
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${PLATFORM}` } : {}),
    },
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  })
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() }
}

const form = (slug: string) => ({
  lang: 'en',
  name: 'Green <b>Door</b>',
  slug,
  kind: 'pilates',
  'owner.name': 'Ana Green',
  'owner.email': `ana@${slug}.test`,
  timeZone: 'Europe/Sofia',
  agreesTo: TERMS_OF,
})

/** The secret in the mail to this address. */
async function tokenFor(email: string): Promise<string> {
  const mails = await listMails(site.fakes.mailbox.kv)
  const mail = mails.find((one) => one.to === email && one.text.includes('/sign-up/confirm'))
  return /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

const work = (id: string) =>
  runJobAs({ ...deps, startWork: async () => {} }, id, async () => createDefinition)

test('from the form to a studio of one’s own: address proven, one press, and in', async () => {
  expect((await browse('/sign-up?lang=bg')).text).toContain('<html lang="bg">')
  const sent = await browse('/sign-up', form('green'))
  expect([sent.status, sent.text.includes('ana@green.test')]).toEqual([200, true])
  const token = await tokenFor('ana@green.test')

  // Looking makes nothing: scanners of mail look, too.
  const shown = await browse(`/sign-up/confirm?token=${token}`)
  expect(shown.text).toContain('Make Green &lt;b&gt;Door&lt;/b&gt;')
  const [before] = await read([orm.select().from(tenants).where(eq(tenants.slug, 'green'))])
  expect(before).toEqual([])

  const pressed = await browse('/sign-up/confirm', { token, slug: 'green' })
  expect([pressed.status, pressed.location]).toEqual([303, `/sign-up/studio?token=${token}`])
  await browse('/sign-up/confirm', { token, slug: 'other-name' })
  expect((await browse(pressed.location)).text).toContain('http-equiv="refresh"')
  const [[job]] = await read([orm.select().from(jobs).where(eq(jobs.state, 'running'))])
  expect(site.fakes.fleet.sent).toContainEqual({ kind: 'job', id: job?.id })
  await work(job?.id ?? '')

  const open = await browse(pressed.location)
  expect(open.text).toContain('https://green.trainerhub.test')
  expect((await site.ask({ path: '/', host: 'green.trainerhub.test' })).status).toBe(200)
  const entered = await browse(`/sign-up/enter?token=${token}`)
  expect(entered.location).toMatch(/^https:\/\/green\.trainerhub\.test\/sign-in\/link\?token=tok_/)
  const [rows] = await read([
    orm
      .select()
      .from(tenants)
      .where(eq(tenants.createdBy, job?.createdBy ?? '')),
  ])
  expect(rows).toMatchObject([{ slug: 'green', status: 'active' }])
})

/** A studio that somebody made by the link in their mail; its token. */
async function makeBySignUp(slug: string): Promise<string> {
  await browse('/sign-up', form(slug))
  const token = await tokenFor(`ana@${slug}.test`)
  // Pressed twice at once, as a phone does, and again.
  const press = () => browse('/sign-up/confirm', { token, slug })
  const pressed = [...(await Promise.all([press(), press()])), await press()]
  expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303])
  const [made] = await read([orm.select().from(tenants).where(eq(tenants.slug, slug))])
  const [todo] = await read([
    orm
      .select()
      .from(jobs)
      .where(eq(jobs.tenantId, made[0]?.id ?? '')),
  ])
  expect([made.length, todo.length]).toEqual([1, 1])
  await work(todo[0]?.id ?? '')
  return token
}

test('the link lets in once; after that it says so, makes nothing, and tells nobody whose it was', async () => {
  const token = await makeBySignUp('once')
  const enter = () => browse(`/sign-up/enter?token=${token}`)
  // Two presses are one way in.
  const [first, second] = await Promise.all([enter(), enter()])
  expect([first?.status, second?.location]).toEqual([303, first?.location])
  const host = 'once.trainerhub.test'
  expect(first?.location).toMatch(new RegExp(`^https://${host}/sign-in/link\\?token=tok_`))
  const [[made]] = await read([orm.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, 'once'))])
  const id = made?.id ?? ''
  const studio = openTenantDatabase(id, site.fleet.address(databaseNameOf(id)))
  await studio.write([studio.orm.update(oneTimeTokens).set({ usedAt: Date.now() })])

  const [before] = await read([orm.select().from(jobs)])
  for (const path of ['confirm', 'studio', 'enter']) {
    const again = await browse(`/sign-up/${path}?token=${token}`)
    expect([path, again.status, again.location]).toEqual([path, 410, ''])
    expect(again.text).toContain('This link has been used')
    expect(again.text).toContain(`href="https://${host}/sign-in"`)
    expect(again.text).not.toMatch(/tok_|\/sign-up\/enter|ana@once|Ana Green/)
  }
  expect((await browse('/sign-up/confirm', { token, slug: 'once-more' })).status).toBe(303)
  const [after] = await read([orm.select().from(jobs)])
  expect(after).toEqual(before)
  const [links] = await studio.read([studio.orm.select().from(oneTimeTokens)])
  expect(links).toHaveLength(1)
})

test('what is wrong is said at its field, in the page’s language, and nothing is kept', async () => {
  const { status, text } = await browse('/sign-up', {
    ...form('iron-works'),
    lang: 'bg',
    timeZone: 'Nowhere',
    agreesTo: '',
    'owner.email': 'ana',
  })
  expect(status).toBe(422)
  expect(text.match(/class="wrong"/g)).toHaveLength(3)
  expect(text).toContain('Това не е имейл адрес.')
  expect(text).toContain('Без Вашето съгласие')
  const taken = await browse('/sign-up', form('iron-works'))
  expect([taken.status, taken.text.includes('This address is taken.')]).toEqual([422, true])
  const [rows] = await read([orm.select().from(signUps).where(eq(signUps.email, 'ana@iron-works.test'))])
  expect(rows).toEqual([])
})

test('nobody’s mailbox is filled, and a wrong link leads nowhere', async () => {
  for (let n = 0; n < 3; n += 1) expect((await browse('/sign-up', form('often'))).status).toBe(200)
  expect((await browse('/sign-up', form('often'))).status).toBe(429)
  for (const path of ['confirm', 'studio', 'enter']) {
    expect((await browse(`/sign-up/${path}?token=nonsense`)).status).toBe(410)
  }
  expect((await browse('/sign-up/confirm', { token: 'nonsense', slug: 'x' })).status).toBe(410)
  expect((await site.ask({ path: '/sign-up' })).status).toBe(404)
})

test('HOST-09: of twenty who sign up for one name at once one gets it, and the others are told', async () => {
  const tokens: string[] = []
  for (let n = 0; n < 20; n += 1) {
    const wish = { ...form('wanted'), 'owner.email': `n${n}@wanted.test` }
    await browse('/sign-up', wish, { 'cf-connecting-ip': `203.0.113.${n}` })
    tokens.push(await tokenFor(`n${n}@wanted.test`))
  }
  const takeLog = captureLog()
  const press = async (token: string): Promise<number> => {
    const { status } = await browse('/sign-up/confirm', { token, slug: 'wanted' })
    // Twenty writers at once may have to wait for each other longer than the registry is waited for.
    return status === 503 ? press(token) : status
  }
  const said = await Promise.all(tokens.map(press))
  takeLog()
  expect([303, 422].map((wanted) => said.filter((status) => status === wanted).length)).toEqual([1, 19])
  const [rows] = await read([orm.select().from(tenants).where(eq(tenants.slug, 'wanted'))])
  expect(rows).toHaveLength(1)
  const id = rows[0]?.id ?? ''
  const [made] = await read([orm.select().from(jobs).where(eq(jobs.tenantId, id))])
  expect(made).toHaveLength(1)
  const before = site.fleet.databases.size
  await work(made[0]?.id ?? '')
  expect(site.fleet.databases.size - before).toBe(1)
  const studio = openTenantDatabase(id, site.fleet.address(databaseNameOf(id)))
  const [owners] = await studio.read([studio.orm.select().from(users)])
  expect(owners.map(({ email }) => email)).toEqual([`n${said.indexOf(303)}@wanted.test`])
  // Whoever was late takes another name, by the same link.
  const late = tokens[said.indexOf(422)] ?? ''
  expect((await browse('/sign-up/confirm', { token: late, slug: 'wanted-too' })).status).toBe(303)
})
