import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { messages } from '../../../db/tenant/schema/index.ts'
import { openLogin, PASSWORD, readMailedLink } from '../../support/add-person.ts'
import { api, page, type Attack } from './attack.ts'
import { plain } from './judge.ts'

/** Refused without any hashing. */
const ABSURD = 'x'.repeat(200)
const GOOD = 'nine calm purple otters'

const logIn = (email: string, password: string, from?: string) =>
  api('POST /users/login', { json: { email, password }, ...(from ? { from } : {}) })

const weak = [
  '',
  'short',
  '123456789',
  '1234567890',
  '0000000000',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'password12',
  'Password123!',
  'P@ssw0rd1234',
  'qwertyuiop',
  'qwerty123456',
  'iloveyou123',
  'letmein2026',
  'welcome2026!',
  'administrator',
  'football123',
  'princess2025',
  'sunshine99',
  'monkey12345',
  'ironworks1',
  'iron-works2026',
  'IronWorks!!',
  'iron.works.123',
  'booking2026',
  'trainer12345',
  'weakling2026',
  'Weakling!!1',
  '07.05.1987',
  '+359888123456',
  'парола12345',
  '          ',
  'пппппппппппп',
]

/** Reliability.md 3.2: what somebody's password is, and who is kept out by guessing. */
export const passwords: readonly Attack[] = [
  {
    id: 'AUTH-05',
    title: 'somebody who fails for another does not end their session, nor keep them out from elsewhere',
    play: async ({ person, send, refused }) => {
      const { email, token } = await person({ name: 'besieged' })
      const from = '203.0.113.99'
      await refused(
        Array.from({ length: 5 }, () => logIn(email, ABSURD, from)),
        '401 wrong_credentials',
      )
      await refused([logIn(email, ABSURD, from), logIn(email, PASSWORD, from)], '429 rate_limited')
      expect((await send(api('GET /users/me', { token }))).status).toBe(200)
      expect((await send(logIn(email, PASSWORD))).status).toBe(200)
    },
  },
  {
    id: 'AUTH-06',
    title: 'somebody who fails for another from everywhere locks the account, and a reset unlocks it',
    play: async ({ person, send, refused, iron }) => {
      const { email, token } = await person({ name: 'swarmed' })
      await refused(
        Array.from({ length: 50 }, () => logIn(email, ABSURD)),
        '401 wrong_credentials',
      )
      await refused([logIn(email, PASSWORD), logIn(email.toUpperCase(), PASSWORD)], '429 rate_limited')
      expect((await send(api('GET /users/me', { token }))).status).toBe(200)
      expect((await send(api('POST /users/forgot-password', { json: { email } }))).status).toBe(202)
      const link = await readMailedLink(iron, 'reset_password', email)
      const reset = await send(api('POST /users/reset-password', { json: { token: link, password: GOOD } }))
      expect(reset.status).toBe(204)
      expect((await send(logIn(email, GOOD))).status).toBe(200)
    },
  },
  {
    id: 'AUTH-06b',
    title: 'one password for many accounts, from one network and from one /64',
    play: async ({ refused }) => {
      const spray = (from: (index: number) => string) =>
        Array.from({ length: 30 }, (_, index) => logIn(`spray${index}@example.test`, ABSURD, from(index)))
      await refused(
        spray(() => '203.0.113.50'),
        '401 wrong_credentials',
      )
      await refused([logIn('spray31@example.test', ABSURD, '203.0.113.50')], '429 rate_limited')
      await refused(
        spray((index) => `2001:db8:9:9::${index + 1}`),
        '401 wrong_credentials',
      )
      await refused([logIn('spray32@example.test', ABSURD, '2001:db8:9:9:ffff::1')], '429 rate_limited')
      const pretended = {
        'x-forwarded-for': '198.18.0.1',
        'x-real-ip': '198.18.0.1',
        'true-client-ip': '198.18.0.1',
      }
      const again = { ...logIn('spray33@example.test', ABSURD, '203.0.113.50') }
      await refused([{ ...again, headers: { ...again.headers, ...pretended } }], '429 rate_limited')
    },
  },
  {
    id: 'AUTH-09',
    title: 'a session that was stolen before the password was changed',
    play: async ({ person, iron, send, refused, cookieOf, mailed }) => {
      const { email, userId, token } = await person({ name: 'robbed' })
      const { secret: stolen } = await openLogin(iron, { userId, kind: 'token' })
      const cookie = await cookieOf(userId)
      const link = await mailed('reset_password', { email, userId })
      const json = { current_password: PASSWORD, new_password: GOOD }
      expect((await send(api('POST /users/change-password', { token, json }))).status).toBe(204)
      await refused([api('GET /users/me', { token: stolen })], 401)
      const [account] = await refused([page('GET /account', { cookie })], 200)
      expect(account?.text).toContain('for a visitor')
      await refused(
        [api('POST /users/reset-password', { json: { token: link, password: GOOD } })],
        '410 link_spent',
      )
      expect((await send(api('GET /users/me', { token }))).status).toBe(200)
    },
  },
  {
    id: 'AUTH-19',
    title: 'passwords that are guessed first, by which a link is not used up',
    play: async (world) => {
      const { email, userId } = await world.person({ name: 'weakling' })
      const token = await world.mailed('reset_password', { email, userId })
      await world.refused(
        weak.map((password) => api('POST /users/reset-password', { json: { token, password } })),
        '422 invalid_input',
      )
    },
  },
  {
    id: 'AUTH-20',
    title: 'passwords that are absurd: very long, of marks, of half letters',
    play: async (world) => {
      const { email, userId, token: own } = await world.person({ name: 'absurd' })
      const token = await world.mailed('reset_password', { email, userId })
      const texts = [
        'x'.repeat(129),
        'x'.repeat(60_000),
        '\u0301'.repeat(20_000),
        '\0'.repeat(20),
        `${GOOD}\ud800`,
      ]
      await world.refused(
        texts.flatMap((password) => [
          api('POST /users/reset-password', { json: { token, password } }),
          api('POST /users/change-password', {
            token: own,
            json: { current_password: 'x', new_password: password },
          }),
        ]),
        ['422 invalid_input', '401 wrong_credentials'],
      )
      await world.refused([logIn(email, 'x'.repeat(70_000))], '413 payload_too_large')
    },
  },
  {
    id: 'AUTH-40',
    title: 'guessing the password of an open session, which is counted with signing in',
    play: async ({ person, refused }) => {
      const { token } = await person({ name: 'borrowed' })
      const from = '203.0.113.60'
      const paths = ['POST /users/reauthenticate', 'POST /users/change-password']
      const guess = (index: number) =>
        api(paths[index % 2] ?? '', {
          token,
          from,
          json: { password: ABSURD, current_password: ABSURD, new_password: GOOD },
        })
      await refused([0, 1, 2, 3, 4].map(guess), '401 wrong_credentials')
      await refused([guess(0), guess(1)], '429 rate_limited')
      await refused([logIn('borrowed@example.test', PASSWORD, from)], '429 rate_limited')
    },
  },
  {
    id: 'AUTH-41',
    title: 'a flood of mails to somebody: three of a kind, and the same answer ever after',
    play: async ({ person, send, iron }) => {
      const { email } = await person({ name: 'flooded' })
      const said = []
      for (let index = 0; index < 8; index++) {
        said.push(await send(api('POST /users/forgot-password', { json: { email } })))
        said.push(await send(api('POST /users/sign-in-link', { json: { email } })))
      }
      expect(new Set(said.map(plain)).size).toBe(1)
      const { orm, read } = iron.db
      const [sent] = await read([orm.select().from(messages).where(eq(messages.recipient, email))])
      expect(sent).toHaveLength(6)
    },
  },
  {
    id: 'AUTH-42',
    title: 'a flood of mails to everybody from one network is told when to come back',
    play: async ({ send }) => {
      const said = []
      for (let index = 0; index < 21; index++) {
        const json = { email: `mass${index}@example.test` }
        said.push((await send(api('POST /users/sign-in-link', { json, from: '203.0.113.70' }))).status)
      }
      expect(said).toEqual([...Array.from({ length: 20 }, () => 202), 429])
    },
  },
]
