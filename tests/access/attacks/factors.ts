import { expect } from 'vitest'
import { seconds } from '../../../tenants/durations.ts'
import { LOTUS, PLATFORM } from '../../../worker/testing/make-site.ts'
import { openLogin, PASSWORD } from '../../support/add-person.ts'
import { readTotp } from '../../support/read-totp.ts'
import { apiRoutes } from '../api-routes.ts'
import { api, page, type Attack } from './attack.ts'
import type { World } from './world.ts'

/** Somebody with an app; what it shows now, and so many steps of 30 s later. */
async function careful({ person, send }: World, name: string) {
  const who = await person({ name })
  const { token } = who
  const begun = await send(api('POST /users/2fa/begin', { token }))
  const { secret } = JSON.parse(begun.text) as { secret: string }
  const code = (steps = 0) => readTotp(secret, Date.now() + seconds(30 * steps))
  const confirmed = await send(api('POST /users/2fa/confirm', { token, json: { code: code() } }))
  expect(confirmed.status).toBe(200)
  const { recovery_codes: codes } = JSON.parse(confirmed.text) as { recovery_codes: string[] }
  return { ...who, code, codes }
}

/** A new session of theirs that awaits the code. */
async function waitFor(
  { iron }: World,
  userId: string,
  kind: 'browser' | 'token' = 'token',
): Promise<string> {
  return (await openLogin(iron, { userId, kind, awaitsFactor: true })).secret
}

const verify = (waiting_token: string, code: string) =>
  api('POST /users/2fa/verify', { json: { waiting_token, code } })

/** What no code is. */
const wrong = [
  '000000',
  '',
  ' ',
  '12345',
  '1234567',
  '١٢٣٤٥٦',
  '0x1e24',
  'null',
  '000000\u0000'.slice(0, 6),
  "' OR 1=1",
]

/** Reliability.md 3.2: the second factor, passkeys, and proving oneself again. */
export const factors: readonly Attack[] = [
  {
    id: 'AUTH-08',
    title:
      'a session that awaits its second factor opens nothing: as bearer at every route, as cookie at every door',
    play: async (world) => {
      const { userId } = await careful(world, 'half')
      const token = await waitFor(world, userId)
      await world.refused(
        Object.keys(apiRoutes).map((route) =>
          api(route.replaceAll(/\{\w+\}/g, 'bkg_x'), {
            token,
            ...(route.startsWith('P') ? { json: {} } : {}),
          }),
        ),
        '401 unauthorized',
      )
      const cookie = `__Host-session=${await waitFor(world, userId, 'browser')}`
      const said = await world.refused(
        ['/account', '/admin', '/account.data', '/bg/admin', '/'].map((path) =>
          page(`GET ${path}`, { cookie }),
        ),
        200,
      )
      for (const { text } of said) expect(text).toContain('for a visitor')
      await world.refused(
        [api('POST /users/passkeys/verify/begin', { json: { waiting_token: 'thu_x' } })],
        401,
      )
    },
  },
  {
    id: 'AUTH-08b',
    title:
      'the first factor alone, by password and by link, is told to bring the second, and gets no session',
    play: async (world) => {
      const { email, userId } = await careful(world, 'firstonly')
      const token = await world.mailed('sign_in', { email, userId })
      const said = await world.refused(
        [api('POST /users/login', { json: { email, password: PASSWORD } })],
        ['401 second_factor_required'],
      )
      const byLink = await world.send(api('POST /users/sign-in-link/verify', { json: { token } }))
      expect([byLink.status, byLink.code]).toEqual([401, 'second_factor_required'])
      for (const { text } of [...said, byLink]) expect(JSON.parse(text)).not.toHaveProperty('token')
    },
  },
  {
    id: 'AUTH-31',
    title: 'guessing codes: five for a session, ten for a person, then not even the right one',
    play: async (world) => {
      const { userId, code } = await careful(world, 'guessed')
      const first = await waitFor(world, userId)
      await world.refused(
        wrong.slice(0, 5).map((one) => verify(first, one)),
        '401 wrong_credentials',
      )
      await world.refused([verify(first, code(1))], '429 rate_limited')
      const second = await waitFor(world, userId)
      await world.refused(
        wrong.slice(5).map((one) => verify(second, one)),
        '401 wrong_credentials',
      )
      await world.refused([verify(await waitFor(world, userId), code(1))], '429 rate_limited')
    },
  },
  {
    id: 'AUTH-32',
    title: 'a code that was used, is too old or somebody else’s; a recovery code twice; ten at once',
    play: async (world) => {
      const { userId, code, codes } = await careful(world, 'replayed')
      const other = await careful(world, 'replayed2')
      const fresh = () => waitFor(world, userId)
      const stale = [code(0), code(-2), code(3), other.code(1), other.codes[0] ?? '']
      await world.refused(
        await Promise.all(stale.map(async (one) => verify(await fresh(), one))),
        '401 wrong_credentials',
      )
      const [one = ''] = codes
      const waiting = await Promise.all(Array.from({ length: 5 }, fresh))
      const said = await Promise.all(waiting.map((secret) => world.send(verify(secret, one))))
      expect(said.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401, 401])
    },
  },
  {
    id: 'AUTH-32b',
    title: 'a waiting session that has been used, that is of the other studio, and one that never waited',
    play: async (world) => {
      const { userId, token, codes } = await careful(world, 'spent')
      const waiting = await waitFor(world, userId)
      expect((await world.send(verify(waiting, codes[0] ?? ''))).status).toBe(200)
      const another = await waitFor(world, userId)
      await world.refused(
        [
          verify(waiting, codes[1] ?? ''),
          verify(token, codes[1] ?? ''),
          { ...verify(another, codes[1] ?? ''), host: LOTUS },
          verify('', codes[1] ?? ''),
          verify(`${another} `, codes[1] ?? ''),
          verify(`thu_${'a'.repeat(40)}`, codes[1] ?? ''),
        ],
        '401 unauthorized',
      )
    },
  },
  {
    id: 'AUTH-43',
    title: 'passkeys: challenges of others, used ones, and answers that nobody’s device gave',
    play: async (world) => {
      const { send, refused, person } = world
      const { token } = await person({ name: 'keyless' })
      const begun = await send(api('POST /users/passkeys/sign-in/begin'))
      const { challenge_id } = JSON.parse(begun.text) as { challenge_id: string }
      const answers: Record<string, unknown>[] = [
        {},
        { id: 'x', rawId: 'x', type: 'public-key', response: {} },
        {
          id: 'x',
          rawId: 'x',
          type: 'public-key',
          response: { clientDataJSON: 'e30', authenticatorData: '', signature: '' },
        },
        { id: "' OR 1=1", rawId: '\u202e', type: 'none', response: null },
        { __proto__: { verified: true }, verified: true, userVerified: true },
      ]
      const challenges = [challenge_id, 'chl_unknown', '', "chl' OR 1=1"]
      await refused(
        challenges.flatMap((one) =>
          answers.flatMap((response) => [
            api('POST /users/passkeys/sign-in', { host: LOTUS, json: { challenge_id: one, response } }),
            api('POST /users/passkeys/reauthenticate', { token, json: { challenge_id: one, response } }),
            api('POST /users/passkeys', { token, json: { challenge_id: one, response, name: 'x' } }),
          ]),
        ),
        [401, 422],
      )
    },
  },
  {
    id: 'AUTH-44',
    title: 'somebody else’s passkey: renaming it, removing it',
    shots: ['pky_x', 'usr_owner', '%25', '..%2fx'].flatMap((id) => [
      api(`PATCH /users/passkeys/${id}`, { as: 'client', json: { name: 'Mine' } }),
      api(`DELETE /users/passkeys/${id}`, { as: 'client' }),
    ]),
    expected: '404 not_found',
  },
  {
    id: 'AUTH-45',
    title: 'an operator’s doors: a studio’s owner, a wrong password, a code without a first step',
    play: async ({ refused, iron, cookieOf }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${PLATFORM}` }
      const host = PLATFORM
      const post = (path: string, form: Record<string, string>) =>
        page(`POST /operator${path}`, { host, cookie, headers, body: new URLSearchParams(form).toString() })
      const absurd = 'x'.repeat(200)
      await refused(
        [
          page('GET /operator', { host, cookie }),
          post('/sign-in', { email: 'owner@people.test', password: absurd }),
          post('/sign-in', { email: 'operator@people.test', password: absurd }),
          post('/code', { code: '123456' }),
          post('/set-up', {}),
          post('/join', { token: 'x', password: absurd }),
        ],
        [303, 401, 403, 410],
      )
    },
  },
]
