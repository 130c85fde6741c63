import { expect, test } from 'vitest'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { days } from '../durations.ts'
import { blankSessionCookie, readSessionCookie } from './login-sessions.ts'

const HTTPS = 'https://book.ironworks.test'
const SECRET = 'abcdefghijklmnopqrstuvwxyz234567abcdefgh'

test('the cookie belongs to this very host, over https, out of reach of scripts', async () => {
  const { ctx } = await makeTenant()
  const { cookie, secret } = await openLogin(ctx, await addPerson(ctx))

  expect(cookie.split('; ')).toEqual([
    `__Host-session=${secret}`,
    'HttpOnly',
    `Max-Age=${days(180) / 1_000}`,
    'Path=/',
    'SameSite=Lax',
    'Secure',
  ])
  expect(blankSessionCookie(ctx)).toBe('__Host-session=; HttpOnly; Max-Age=0; Path=/; SameSite=Lax; Secure')
})

test('the cookie has a plain name over http, where no browser would keep the other', async () => {
  const { makeContext } = await makeTenant()
  const ctx = makeContext({ origin: 'http://ironworks.localhost:8787' })
  const { cookie, secret } = await openLogin(ctx, await addPerson(ctx))

  expect(cookie).toMatch(/^session=[a-z2-7]{40}; HttpOnly; Max-Age=\d+; Path=\/; SameSite=Lax$/)
  expect(readSessionCookie(`session=${secret}`, ctx.origin)).toBe(secret)
  expect(readSessionCookie(`session=${secret}`, HTTPS)).toBeNull()
})

test.each([
  '',
  '__Host-session=',
  '__Host-session',
  `__Host-session=${SECRET}; __Host-session=${SECRET}`,
  `__Host-session=${SECRET}a`,
  `__Host-session=${SECRET.toUpperCase()}`,
  `__Host-session=%61${SECRET.slice(1)}`,
  '__Host-session=%',
  `__Host-session=${SECRET}\u0001`,
  `__host-session=${SECRET}`,
  `x__Host-session=${SECRET}`,
  `__Host-session=${'a'.repeat(8_000)}`,
  `__Host-session=thu_${SECRET}`,
  `__Host-session="${SECRET}"`,
])('%j is nobody’s', (header) => {
  expect(readSessionCookie(header, HTTPS)).toBeNull()
})

test('the cookie is found among others, garbled ones too', () => {
  expect(readSessionCookie(`lang=bg;a=%;__Host-session=${SECRET}; =x; zone=Europe%2FSofia`, HTTPS)).toBe(
    SECRET,
  )
})
