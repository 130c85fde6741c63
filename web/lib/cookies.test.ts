import { afterEach, expect, test, vi } from 'vitest'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { holderHeaders } from '../views/kept-time.server.ts'
import { makeCookie, readCookie } from './cookies.ts'
import { rememberTimeZone } from './remember-time-zone.ts'

afterEach(() => vi.unstubAllGlobals())

const https = { origin: 'https://book.ironworks.test' }

/** What the page’s own script writes, at an origin. */
function writtenByScript(origin: string): string {
  const page = { cookie: '' }
  vi.stubGlobal('document', page)
  vi.stubGlobal('location', new URL(origin))
  rememberTimeZone()
  return page.cookie
}

test('every cookie that is no session stays out of other sites’ forms, too', () => {
  for (const cookie of [makeCookie('lang', 'bg', https), writtenByScript(https.origin)]) {
    expect(cookie).toContain('; SameSite=Lax')
    expect(cookie).toContain('; Secure')
  }
})

test('every cookie is of its very host, whoever writes it, and none is read by another name', () => {
  for (const cookie of [makeCookie('lang', 'bg', https), writtenByScript(https.origin)]) {
    expect(cookie).toMatch(/^__Host-\w+=/)
    expect(cookie).toContain('; Path=/;')
    expect(cookie).not.toMatch(/domain=/i)
  }
  const planted = new Request(https.origin, { headers: { cookie: 'lang=bg; x__Host-lang=bg' } })
  expect(readCookie(planted, 'lang')).toBeUndefined()
})

test('the secret of who keeps a time is out of reach of scripts', async () => {
  const portal = await makePortal(await makeTenant(), { path: '/book' })
  const cookie = new Headers(holderHeaders(portal)).get('set-cookie')

  expect(cookie).toMatch(/^__Host-holder=[\w-]{32}; .*; HttpOnly$/)
})
