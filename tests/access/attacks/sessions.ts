import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { apiKeys, loginSessions, staff, users } from '../../../db/tenant/schema/index.ts'
import { openLogin } from '../../support/add-person.ts'
import { booking } from '../things.ts'
import { api, page, type Attack, type Shot } from './attack.ts'

const cookieShots = (values: readonly string[]): Shot[] =>
  values.map((cookie) => page('GET /account', { cookie }))

/** Reliability.md 3.2: sessions, cookies, bearers. */
export const sessions: readonly Attack[] = [
  {
    id: 'AUTH-07',
    title: 'a session that the attacker chose is nobody’s, and no sign-in makes it somebody’s',
    play: async ({ send, person, refused }) => {
      const { email } = await person({ name: 'fixated' })
      const chosen = 'a'.repeat(40)
      const json = { email, password: 'correct horse battery' }
      const headers = { cookie: `__Host-session=${chosen}`, authorization: `Bearer thk_${chosen}` }
      await refused([api('POST /users/login', { json, headers })], 401)
      const login = await send(api('POST /users/login', { json, cookie: `__Host-session=${chosen}` }))
      const { token } = JSON.parse(login.text) as { token: string }
      expect(token).not.toContain(chosen)
      const [account] = await refused(cookieShots([`__Host-session=${chosen}`]), 200)
      expect(account?.text).toContain('for a visitor')
    },
  },
  {
    id: 'AUTH-10',
    title: 'a session after signing out, a cookie as a bearer and a bearer as a cookie',
    play: async ({ send, person, refused, cookieOf }) => {
      const { userId, token } = await person({ name: 'leaver' })
      const cookie = await cookieOf(userId)
      const secret = cookie.split('=')[1] ?? ''
      const [account] = await refused(cookieShots([cookie]), 200)
      expect(account?.text).toContain(userId)
      const swapped = [secret, `thu_${secret}`].map((one) => api('GET /users/me', { token: one }))
      await refused([...swapped, api('GET /users/me', { cookie })], 401)
      for (const one of cookieShots([`__Host-session=${token}`, `__Host-session=${token.slice(4)}`])) {
        expect((await send(one)).text).toContain('for a visitor')
      }
      expect((await send(api('POST /users/logout', { token }))).status).toBe(204)
      await refused([api('GET /users/me', { token }), api('POST /users/logout', { token })], 401)
    },
  },
  {
    id: 'AUTH-29',
    title: 'what somebody has who was disabled: sessions and cookies',
    play: async ({ refused, person, cookieOf, iron }) => {
      const { userId, token } = await person({ name: 'fired', role: 'manager', isClient: true })
      const cookie = await cookieOf(userId, iron, 'staff')
      const { orm, write } = iron.db
      await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])
      await refused([api('GET /users/me', { token }), api('GET /bookings', { token })], 401)
      const said = await refused([page('GET /admin', { cookie }), page('GET /account', { cookie })], 200)
      for (const { text } of said) expect(text).toContain('for a visitor')
    },
  },
  {
    id: 'AUTH-29b',
    title: 'what somebody has who was removed: their session, their keys',
    play: async ({ refused, send, person, cookieOf, iron }) => {
      const { userId, token } = await person({ name: 'parted', role: 'manager' })
      const cookie = await cookieOf(userId, iron, 'staff')
      const grants = { clients: { view: 'any', change: 'none' } }
      const made = await send(
        api('POST /api-keys', { token, json: { name: 'Mine', grants, expires_in_days: 30 } }),
      )
      const { key } = JSON.parse(made.text) as { key: string }
      expect((await send(api('GET /clients', { token: key }))).status).toBe(200)
      expect((await send(api(`POST /staff/${userId}/remove`, { as: 'owner', json: {} }))).status).toBe(200)
      await refused(
        [api('GET /clients', { token }), api('GET /staff', { token }), api('GET /clients', { token: key })],
        [401, 403],
      )
      const [admin] = await refused([page('GET /admin', { cookie })], 200)
      expect(admin?.text).toContain('for a visitor')
    },
  },
  {
    id: 'AUTH-29c',
    title: 'a key that was revoked, and one that has ended',
    play: async ({ refused, staffKey, iron }) => {
      const { orm, write } = iron.db
      const key = await staffKey()
      const change = (values: object) =>
        write([orm.update(apiKeys).set(values).where(eq(apiKeys.name, 'Attacked'))])
      await change({ expiresAt: iron.now() - 1 })
      await refused([api('GET /clients', { token: key }), api('GET /studio', { token: key })], 401)
      await change({ expiresAt: null, revokedAt: 1 })
      await refused(
        [api('GET /clients', { token: key }), api('POST /clients', { token: key, json: {} })],
        401,
      )
    },
  },
  {
    id: 'AUTH-30',
    title: 'a role that was taken away, with the session from before',
    play: async ({ refused, send, person }) => {
      const { userId, token } = await person({ name: 'lowered', role: 'manager' })
      expect((await send(api('GET /staff', { token }))).status).toBe(200)
      const lower = api(`PATCH /staff/${userId}`, { as: 'owner', json: { role: 'front_desk' } })
      expect((await send(lower)).status).toBe(200)
      await refused([api('GET /staff', { token }), api('GET /audit-log', { token })], '403 forbidden')
    },
  },
  {
    id: 'AUTH-33',
    title: 'cookies that are doubled, very long or garbled are nobody’s',
    play: async ({ refused, cookieOf }) => {
      const cookie = await cookieOf('usr_client')
      const [own] = await refused(cookieShots([cookie]), 200)
      expect(own?.text).toContain('usr_client')
      const said = await refused(
        cookieShots([
          `${cookie}; ${cookie}`,
          `__Host-session=${'b'.repeat(40)}; ${cookie}`,
          `${cookie}; __Host-session=`,
          `__Host-session=${'a'.repeat(8192)}`,
          `${cookie.toUpperCase()}`,
          `${cookie}a`,
          `"${cookie}"`,
          cookie.replace('__Host-', ''),
          cookie.replace('__Host-', '__Secure-'),
          cookie.replace('=', '%3D'),
          `${cookie.slice(0, -1)}%00`,
          "__Host-session=' OR 1=1--",
          ';;;=;=;',
          '$Version=1; __Host-session',
          `${'x=y; '.repeat(1_000)}`,
        ]),
        200,
      )
      expect(said.filter(({ text }) => !text.endsWith('for a visitor, '))).toEqual([])
    },
  },
  {
    id: 'AUTH-34',
    title: 'bearers that are doubled, of another scheme, in an address or very long',
    play: async ({ refused, people }) => {
      const token = people.tokens.owner ?? ''
      const bearers = [
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token} ${token}`,
        `Basic ${token}`,
        `Basic ${btoa(`owner@people.test:${token}`)}`,
        `Token ${token}`,
        `Negotiate ${token}`,
        `DPoP ${token}`,
        `Bearer${token}`,
        `Bearer "${token}"`,
        `Bearer token=${token}`,
        token,
        `Bearer thu_${'a'.repeat(8192)}`,
        `Bearer ${token.toUpperCase()}`,
        `Bearer ${token}x`,
        `Bearer ${token.slice(4)}`,
        "Bearer thu_' OR '1'='1",
        'Bearer null',
        'Bearer ',
      ]
      await refused(
        bearers.map((authorization) => api('GET /staff', { headers: { authorization } })),
        401,
      )
      await refused(
        [`access_token=${token}`, `token=${token}`, `key=${token}`].map((query) =>
          api(`GET /staff?${query}`),
        ),
        401,
      )
      const headers = {
        'x-api-key': token,
        'proxy-authorization': `Bearer ${token}`,
        'x-authorization': `Bearer ${token}`,
      }
      await refused([api('GET /staff', { headers })], 401)
      await refused(
        [`bearer ${token}`, `BEARER  ${token} `].map((authorization) =>
          api('GET /staff', { headers: { authorization } }),
        ),
        200,
      )
    },
  },
  {
    id: 'AUTH-35',
    title: 'sessions that have ended: unseen for long, or too old',
    play: async ({ refused, person, iron }) => {
      const { userId, token } = await person({ name: 'sleeper' })
      const { orm, write } = iron.db
      const isTheirs = eq(loginSessions.userId, userId)
      await write([orm.update(loginSessions).set({ lastSeenAt: 0 }).where(isTheirs)])
      await refused([api('GET /users/me', { token })], 401)
      await write([
        orm.update(loginSessions).set({ lastSeenAt: iron.now(), endsAt: iron.now() }).where(isTheirs),
      ])
      await refused([api('GET /users/me', { token })], 401)
    },
  },
  {
    id: 'AUTH-36',
    title: 'ending or seeing somebody else’s devices',
    play: async ({ refused, person, iron, make, send }) => {
      const { userId } = await person({ name: 'neighbour' })
      const { sessionId } = await openLogin(iron, { userId, kind: 'token' })
      const { token } = await person({ name: 'snoop' })
      await refused(
        [sessionId, sessionId.slice(0, 20), userId, '%25', '*', await make(booking)].map((id) =>
          api(`DELETE /users/me/devices/${id}`, { token }),
        ),
        '404 not_found',
      )
      const [list] = await refused([api('GET /users/me/devices?user_id=usr_owner', { token })], 200)
      expect((JSON.parse(list?.text ?? '') as { data: unknown[] }).data).toHaveLength(1)
      await send(api('DELETE /users/me/devices', { token }))
      const [rows] = await iron.db.read([
        iron.db.orm.select().from(loginSessions).where(eq(loginSessions.userId, userId)),
      ])
      expect(rows).toHaveLength(2)
    },
  },
  {
    id: 'AUTH-37',
    title: 'a client who is staff too has the staff’s rights at the desk only, and only while they work here',
    play: async ({ refused, person, iron, cookieOf }) => {
      const { userId, token } = await person({ name: 'both', role: 'front_desk', isClient: true })
      const cookie = await cookieOf(userId)
      const said = await refused([page('GET /account', { cookie }), page('GET /admin', { cookie })], 200)
      expect(said.map(({ text }) => /for a (\w+)/.exec(text)?.[1])).toEqual(['client', 'staff'])
      const { orm, write } = iron.db
      await write([orm.update(staff).set({ status: 'removed' }).where(eq(staff.userId, userId))])
      await refused(
        [api('GET /clients', { token }), api('POST /clients', { token, json: {} })],
        '403 forbidden',
      )
      const [admin] = await refused([page('GET /admin', { cookie })], 200)
      expect(admin?.text).toContain('for a client')
    },
  },
]
