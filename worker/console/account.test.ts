import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { users } from '../../db/tenant/schema/index.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import { minutes } from '../../tenants/durations.ts'
import { IRON } from '../testing/make-site.ts'
import { makeOperatorSite, PASSWORD } from '../testing/make-operator-site.ts'

const site = await makeOperatorSite()
const { ask, browse, ctx, db, enter, fleet, makeOperator, passwordHash } = site
// Each test is on its own: no code was taken and no try counted a little before.
afterEach(() => vi.setSystemTime(Date.now() + minutes(16)))
afterAll(() => vi.useRealTimers())

test('a studio’s cookie means nothing here, and an operator’s nothing there', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  const iron = openTenantDatabase('ten_iron-works', fleet.address('ten-iron-works'))
  await iron.write([
    iron.orm
      .insert(users)
      .values({ id: 'usr_owner', email, name: 'Olga', locale: 'en', passwordHash, createdAt: 0 }),
  ])
  const studio = {
    ...ctx,
    db: iron,
    tenant: { id: 'ten_iron-works', name: 'Iron' },
    origin: `https://${IRON}`,
  }
  const there = await openSession(studio, { userId: 'usr_owner', method: 'password', kind: 'browser' })

  const asked = await browse('', { cookie: `__Host-session=${there.secret}` })
  expect(asked.location).toBe('/operator/sign-in')
  const api = await ask({
    path: '/api/v1/users/me',
    host: IRON,
    headers: { authorization: `Bearer ${cookie.split('=')[1]}`, cookie },
  })
  expect(api.status).toBe(401)
})

test.each(['', '/sign-in', '/join', '/nope'])('on a studio’s host /operator%s is not there', async (path) => {
  const before = site.portal.asked.length
  const page = await browse(path, { host: IRON })
  expect([page.status, page.text]).toEqual([404, 'not_found'])
  const posted = await browse(path, { host: IRON, form: { email: 'a@b.test', password: PASSWORD } })

  expect([posted.status, posted.setCookie]).toEqual([404, ''])
  expect(site.portal.asked.slice(before).every(({ method }) => method === 'GET')).toBe(true)
  expect((await ask({ path: `/operator${path}`, host: 'nope.test' })).status).toBe(404)
})

test('a form from elsewhere is refused, a studio under the same domain included', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  for (const origin of [`https://${IRON}`, 'https://iron-works.trainerhub.test', 'null']) {
    expect((await browse('/sign-out', { cookie, form: {}, origin })).status).toBe(403)
  }

  expect((await browse('', { cookie })).status).toBe(200)
})

test('signing out ends it', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  const out = await browse('/sign-out', { cookie, form: {} })

  expect([out.location, out.cookie]).toEqual(['/operator/sign-in', '__Host-session='])
  expect((await browse('', { cookie })).location).toBe('/operator/sign-in')
})

test('a place where one is signed in is ended, or all others; nobody else’s', async () => {
  const { email } = await makeOperator()
  const [here, there, third] = [await enter(email, -1), await enter(email), await enter(email, 1)]
  const stranger = await makeOperator()
  const other = await enter(stranger.email)
  const { text } = await browse('/account', { cookie: here.cookie })
  const [device = ''] = [...text.matchAll(/name="device" value="([^"]+)"/g)].map(([, id]) => id)

  expect((await browse('/devices', { cookie: other.cookie, form: { device } })).status).toBe(404)
  await browse('/devices', { cookie: here.cookie, form: { device } })
  const left = await Promise.all([there, third].map(({ cookie }) => browse('', { cookie })))
  expect(left.map(({ status }) => status).toSorted()).toEqual([200, 303])
  await browse('/devices', { cookie: here.cookie, form: {} })
  expect((await browse('', { cookie: there.cookie })).status).toBe(303)
  expect((await browse('', { cookie: third.cookie })).status).toBe(303)
  expect((await browse('', { cookie: here.cookie })).status).toBe(200)
})

test('a changed password ends all others, and the old one opens nothing', async () => {
  const { email } = await makeOperator()
  const [here, there] = [await enter(email), await enter(email, 1)]
  const newPassword = 'eleven blue herons'
  const change = (currentPassword: string, password: string) =>
    browse('/password', { cookie: here.cookie, form: { currentPassword, newPassword: password } })

  expect((await change('not this one', newPassword)).status).toBe(401)
  expect((await change(PASSWORD, 'short')).text).toContain('id="newPassword-error"')
  expect(await change(PASSWORD, newPassword)).toMatchObject({ status: 303, location: '/operator/account' })
  expect((await browse('', { cookie: there.cookie })).status).toBe(303)
  expect((await browse('/sign-in', { form: { email, password: PASSWORD } })).status).toBe(401)
  expect((await browse('/sign-in', { form: { email, password: newPassword } })).status).toBe(303)
})

test('new recovery codes need a recent proof, and each lets in once', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  vi.setSystemTime(Date.now() + minutes(10))
  expect(await browse('/recovery-codes', { cookie, form: {} })).toMatchObject({
    location: '/operator/confirm?next=%2Foperator%2Faccount',
  })
  expect((await browse('/confirm', { cookie, form: { password: 'not this one' } })).status).toBe(401)
  const away = await browse('/confirm?next=//evil.test', { cookie, form: { password: PASSWORD } })
  expect(away.location).toBe('/operator')

  expect((await browse('', { cookie })).status).toBe(303)
  const { text } = await browse('/recovery-codes', { cookie: away.cookie, form: {} })
  const [recovery = ''] = [...text.matchAll(/<li>([0-9a-z-]{19})<\/li>/g)].map(([, one]) => one)
  const { cookie: waiting } = await browse('/sign-in', { form: { email, password: PASSWORD } })
  expect((await browse('/code', { cookie: waiting, form: { code: recovery } })).location).toBe('/operator')
  const { cookie: again } = await browse('/sign-in', { form: { email, password: PASSWORD } })
  expect((await browse('/code', { cookie: again, form: { code: recovery } })).status).toBe(401)
})

test('what a browser says of itself does nothing on the page', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  const userAgent = '<img src=x onerror=alert(1)>'
  await db.write([db.orm.update(registry.loginSessions).set({ userAgent })])
  const { text } = await browse('/account', { cookie })

  expect(text).not.toContain('<img')
  expect(text).toContain('&lt;img')
})

test('visitors who ask too often are told to wait', async () => {
  site.fakes.limits.bookings.state.isAllowed = false
  const { status, headers } = await browse('/sign-in', { form: { email: 'a@b.test', password: PASSWORD } })
  site.fakes.limits.bookings.state.isAllowed = true

  expect([status, headers.get('retry-after')]).toEqual([429, '60'])
})
