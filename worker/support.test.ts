import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as registry from '../db/registry/schema/index.ts'
import { auditLog, supportVisits } from '../db/tenant/schema/index.ts'
import type { TenantContext } from '../tenants/context.ts'
import { minutes } from '../tenants/durations.ts'
import { endVisit } from '../tenants/support/end-visit.ts'
import { IRON, LOTUS } from './testing/make-site.ts'
import { makeOperatorSite } from './testing/make-operator-site.ts'
import { makeStudioContext } from './testing/make-studio-context.ts'

const seen: TenantContext[] = []
const site = await makeOperatorSite({
  renderPortal: async (_request, { ctx, failure }) => {
    seen.push(ctx)
    return new Response(failure?.details.reason ?? failure?.code ?? 'shown', {
      status: failure?.status ?? 200,
    })
  },
})
const { ask, browse, db, enter, makeOperator } = site
const iron = makeStudioContext(site, 'iron-works')
const ENTER = '/tenants/ten_iron-works/support/enter'
const REASON = 'Ticket 4711: bookings do not show'

afterEach(() => vi.setSystemTime(Date.now() + minutes(16)))
afterAll(() => vi.useRealTimers())

/** A way in, as the console shows it. */
async function makeLink(form: Record<string, string> = {}) {
  const operator = await makeOperator()
  const { cookie } = await enter(operator.email)
  const page = await browse(ENTER, { cookie, form: { reason: REASON, minutes: '60', ...form } })
  const token = /support\?token=([\w-]{32})"/.exec(page.text)?.[1] ?? ''
  return { operator, cookie, page, token }
}

const post = (path: string, cookie: string, host = IRON) =>
  ask({
    path,
    host,
    method: 'POST',
    headers: { cookie, origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  })

async function follow(token: string, host = IRON) {
  const answer = await ask({
    path: '/support',
    host,
    method: 'POST',
    headers: { origin: `https://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: `token=${token}`,
  })
  const setCookie = answer.headers.get('set-cookie') ?? ''
  return { status: answer.status, setCookie, cookie: setCookie.split(';')[0] ?? '' }
}

async function goIn(form?: Record<string, string>) {
  const made = await makeLink(form)
  const { cookie: visit } = await follow(made.token)
  const [row] = (await readVisits()).slice(-1)
  return { ...made, visit, visitId: row?.id ?? '' }
}

const readVisits = async () => (await iron.db.read([iron.db.orm.select().from(supportVisits)]))[0]

async function look(cookie: string, path = '/admin', host = IRON) {
  seen.length = 0
  const answer = await ask({ path, host, headers: { cookie } })
  const said = await answer.text()
  return { status: answer.status, said, login: seen[0]?.login, actor: seen[0]?.actor }
}

test('an operator goes in by a link that works once, and looks as support', async () => {
  const { operator, token, page } = await makeLink()
  expect(page.status).toBe(200)
  const shown = await ask({ path: `/support?token=${token}` })
  expect([shown.status, shown.headers.get('set-cookie')]).toEqual([200, null])

  const { status, setCookie, cookie } = await follow(token)
  expect(status).toBe(303)
  expect(setCookie).toMatch(
    /^__Host-support=[\w-]{32}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure$/,
  )
  expect(cookie).not.toContain(token)
  expect((await follow(token)).status).toBe(410)

  const { login, actor } = await look(cookie)
  expect(login?.visit).toMatchObject({ reason: REASON, mayChange: false })
  expect(actor).toMatchObject({ kind: 'staff', id: operator.id, isOperator: true })
  // The studio's site is looked at as anybody does.
  expect((await look(cookie, '/')).login).toBeNull()
})

test('OPS-09: both logs say who went in, why and for how long', async () => {
  const { operator, visitId } = await goIn()
  const [there] = await iron.db.read([
    iron.db.orm.select().from(auditLog).where(eq(auditLog.subjectId, visitId)),
  ])
  expect(there.map(({ actor, action, reason, after }) => [actor, action, reason, after])).toEqual([
    [`operator:${operator.id}`, 'support.visit', REASON, { operator: 'Olga', minutes: 60 }],
    [`operator:${operator.id}`, 'support.entered', null, { operator: 'Olga' }],
  ])
  const [[here]] = await db.read([
    db.orm.select().from(registry.auditLog).where(eq(registry.auditLog.subjectId, visitId)),
  ])
  expect(here).toMatchObject({
    actor: `operator:${operator.id}`,
    reason: REASON,
    after: { operator: 'Olga', tenant: 'ten_iron-works', minutes: 60 },
  })
})

test('what is sent is refused before it gets anywhere, until an owner allows changes', async () => {
  const { visit, visitId } = await goIn()
  const refused = await post('/admin/settings', visit)
  expect([refused.status, await refused.text()]).toEqual([403, 'support_looks'])

  await iron.db.write([
    iron.db.orm.update(supportVisits).set({ writesAllowedAt: 1 }).where(eq(supportVisits.id, visitId)),
  ])
  expect((await post('/admin/settings', visit)).status).toBe(200)
  expect(seen.at(-1)?.login?.visit?.mayChange).toBe(true)
})

test('OPS-09: the visit is over with the next click: when its time is up, and whoever ends it', async () => {
  const late = await goIn({ minutes: '15' })
  vi.setSystemTime(Date.now() + minutes(15))
  expect((await look(late.visit)).login).toBeNull()

  const byStudio = await goIn()
  await endVisit({ ...iron, now: Date.now }, { visitId: byStudio.visitId })
  expect((await look(byStudio.visit)).login).toBeNull()

  const byOperator = await goIn()
  const end = { visit: byOperator.visitId }
  await browse('/tenants/ten_iron-works/support/end', { cookie: byOperator.cookie, form: end })
  expect((await look(byOperator.visit)).login).toBeNull()

  const bySupport = await goIn()
  const left = await post('/support/end', bySupport.visit)
  expect(left.headers.get('set-cookie')).toContain('Max-Age=0')
  expect((await look(bySupport.visit)).login).toBeNull()

  const disabled = await goIn()
  await db.write([
    db.orm
      .update(registry.users)
      .set({ status: 'disabled' })
      .where(eq(registry.users.id, disabled.operator.id)),
  ])
  expect((await look(disabled.visit)).login).toBeNull()
})

test('what the studio has ended, or time has, is closed for operators too at their next look, and once', async () => {
  const listed = async () => {
    const { email } = await makeOperator()
    const { cookie } = await enter(email)
    return (await browse('/tenants/ten_iron-works', { cookie })).text
  }
  const here = async (visitId: string) => {
    const { supportVisits: visits, auditLog: lines } = registry
    const [[visit], said] = await db.read([
      db.orm.select().from(visits).where(eq(visits.id, visitId)),
      db.orm.select().from(lines).where(eq(lines.subjectId, visitId)),
    ])
    return { endedAt: visit?.endedAt, said: said.map(({ action }) => action) }
  }
  const { visitId } = await goIn()
  const late = await goIn({ minutes: '15' })
  vi.setSystemTime(Date.now() + minutes(1))
  await endVisit({ ...iron, now: Date.now }, { visitId })
  const endedAt = Date.now()
  vi.setSystemTime(endedAt + minutes(15))

  const [one] = await Promise.all([listed(), listed()])
  expect(one).toContain('Ended by the studio')
  expect(one).not.toContain(`value="${visitId}"`)
  await listed()
  expect(await here(visitId)).toEqual({ endedAt, said: ['support.visit', 'support.ended_by_studio'] })
  expect(await here(late.visitId)).toEqual({ endedAt: endedAt + minutes(14), said: ['support.visit'] })
})

test('a link and a cookie are of one studio, and mean nothing anywhere else', async () => {
  const { token } = await makeLink()
  expect((await follow(token, LOTUS)).status).toBe(410)
  expect((await follow(token)).status).toBe(303)
  const { visit } = await goIn()

  expect((await look(visit, '/admin', LOTUS)).login).toBeNull()
  const secret = visit.split('=')[1] ?? ''
  expect((await look(`__Host-session=${secret}`)).login).toBeNull()
  const api = await ask({
    path: '/api/v1/users/me',
    headers: { cookie: visit, authorization: `Bearer ${secret}` },
  })
  expect(api.status).toBe(401)
  const console = await browse('', { cookie: visit })
  expect(console.location).toBe('/operator/sign-in')
})

test('an old link, a made-up one and a cookie twice open nothing', async () => {
  const { token } = await makeLink()
  vi.setSystemTime(Date.now() + minutes(5))
  expect((await follow(token)).status).toBe(410)
  expect((await follow('a'.repeat(32))).status).toBe(410)
  expect((await follow("' OR 1=1 --")).status).toBe(410)
  const { visit } = await goIn()
  expect((await look(`${visit}; ${visit}`)).login).toBeNull()
})

test.each([
  { form: { reason: 'because' }, why: 'without a reason that says something' },
  { form: { minutes: '600' }, why: 'for longer than four hours' },
  { form: { minutes: '' }, why: 'for no time' },
])('nobody goes in $why', async ({ form }) => {
  const before = (await readVisits()).length
  expect((await makeLink(form)).page.status).toBe(422)
  expect((await readVisits()).length).toBe(before)
})

test('whoever signed in a while ago says first that it is still them', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  vi.setSystemTime(Date.now() + minutes(11))
  const page = await browse(ENTER, { cookie, form: { reason: REASON, minutes: '60' } })
  expect(page.location).toBe('/operator/confirm?next=%2Foperator%2Ftenants%2Ften_iron-works')
})

test('a studio that is closed is not entered, and one that does not answer neither', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  const form = { reason: REASON, minutes: '60' }
  expect((await browse('/tenants/ten_old-gym/support/enter', { cookie, form })).status).toBe(409)
  expect((await browse('/tenants/ten_nope/support/enter', { cookie, form })).status).toBe(404)
})

test('a studio one version behind has no visits, and nothing else fails for it', async () => {
  const { visit } = await goIn()
  const setVersion = (version: number) =>
    db.write([
      db.orm
        .insert(registry.schemaVersions)
        .values({ tenantId: 'ten_iron-works', version, checkedAt: 0 })
        .onConflictDoUpdate({ target: registry.schemaVersions.tenantId, set: { version } }),
    ])
  await setVersion(6)
  vi.setSystemTime(Date.now() + minutes(6))
  expect(await look(visit)).toMatchObject({ status: 200, login: null })
  const { page } = await makeLink()
  expect(page.status).toBe(409)
  await setVersion(7)
})

test('what a studio calls itself, and what a reason says, does nothing on a page', async () => {
  const evil = '<script>alert(1)</script> really'
  await db.write([
    db.orm.update(registry.tenants).set({ name: evil }).where(eq(registry.tenants.id, 'ten_iron-works')),
  ])
  const { cookie, token } = await makeLink({ reason: evil })
  const { text } = await browse('/tenants/ten_iron-works', { cookie })
  const shown = await (await ask({ path: `/support?token=${token}"><img src=x onerror=alert(1)>` })).text()
  await db.write([
    db.orm
      .update(registry.tenants)
      .set({ name: 'iron-works' })
      .where(eq(registry.tenants.id, 'ten_iron-works')),
  ])
  expect(text).toContain('&lt;script&gt;')
  expect(text + shown).not.toMatch(/<script|<img/)
})
