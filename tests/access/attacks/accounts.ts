import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { clients, staff, users } from '../../../db/tenant/schema/index.ts'
import { addPerson, PASSWORD, readMailedLink } from '../../support/add-person.ts'
import { api, type Attack } from './attack.ts'
import { plain, type Said } from './judge.ts'

/** Refused without any hashing. */
const ABSURD = 'x'.repeat(200)

const logIn = (email: string, password: string) => api('POST /users/login', { json: { email, password } })

/** Reliability.md 3.2: who has an account, and who somebody becomes by saying so. */
export const accounts: readonly Attack[] = [
  {
    id: 'AUTH-01',
    title: 'who is known, by signing in: nobody, a client, without a password, disabled, in another case',
    shots: async ({ iron }) => {
      const { orm, write } = iron.db
      await addPerson(iron, { name: 'known' })
      await addPerson(iron, { name: 'passwordless', passwordHash: null })
      const { userId } = await addPerson(iron, { name: 'disabled', role: 'manager' })
      await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])
      return [
        ...['nobody', 'known', 'KNOWN', 'passwordless', 'disabled'].map((name) =>
          logIn(`${name}@example.test`, 'not it at all'),
        ),
        logIn('disabled@example.test', PASSWORD),
        logIn('not an address', ABSURD),
        logIn("known@example.test' OR '1'='1", ABSURD),
        logIn('%@example.test', ABSURD),
      ]
    },
    expected: '401 wrong_credentials',
    sameAnswer: true,
  },
  {
    id: 'AUTH-02',
    title: 'who is known, by asking for links',
    shots: ['/forgot-password', '/sign-in-link'].flatMap((path) =>
      ['known', 'nobody', 'disabled', 'removed', 'client'].map((name) =>
        api(`POST /users${path}`, { json: { email: `${name}@example.test` } }),
      ),
    ),
    expected: 202,
    sameAnswer: true,
    mayChange: true,
  },
  {
    id: 'AUTH-03',
    title: 'who is known, by registering',
    shots: ['known', 'nobody1', 'disabled'].map((name) =>
      api('POST /users/register', {
        json: { email: `${name}@example.test`, first_name: 'A', last_name: 'B' },
      }),
    ),
    expected: 202,
    sameAnswer: true,
    mayChange: true,
  },
  {
    id: 'AUTH-03b',
    title: 'who is known, by inviting: the same for an address with a login and for one without',
    play: async ({ send, people }) => {
      const invite = (email: string) =>
        send(
          api('POST /invitations', {
            token: people.tokens.owner ?? '',
            json: { email, name: 'N', role: 'trainer' },
          }),
        )
      const shape = ({ status, text }: Said) => [status, Object.keys(JSON.parse(text) as object)]
      expect(shape(await invite('known@example.test'))).toEqual(shape(await invite('unheard@example.test')))
    },
  },
  {
    id: 'AUTH-04',
    title: 'who is known, by moving to their address, which stays theirs',
    play: async ({ person, send, iron }) => {
      await addPerson(iron, { name: 'settled' })
      const { token, email } = await person({ name: 'mover' })
      const move = (to: string) => send(api('POST /users/change-email', { token, json: { email: to } }))
      const [taken, free] = [await move('settled@example.test'), await move('free@example.test')]
      expect(taken.status).toBe(202)
      expect(plain(taken)).toBe(plain(free))
      await expect(readMailedLink(iron, 'change_email', 'settled@example.test')).rejects.toThrow(
        'No change_email link',
      )
      expect(JSON.parse((await send(api('GET /users/me', { token }))).text)).toMatchObject({ email })
    },
  },
  {
    id: 'AUTH-16',
    title: 'taking over by writing somebody’s address, id or password into one’s own profile',
    play: async ({ person, send, iron }) => {
      await addPerson(iron, { name: 'target' })
      const { token, userId, email } = await person({ name: 'usurper' })
      const own = {
        id: 'usr_target',
        user_id: 'usr_target',
        email: 'target@example.test',
        email_verified: true,
      }
      const rank = {
        role: 'owner',
        staff: { role: 'owner' },
        grants: { staff: { view: 'any', change: 'any' } },
      }
      const more = {
        ...own,
        ...rank,
        password: 'x',
        password_hash: 'x',
        tenant_id: 'ten_lotus-yoga',
        is_operator: true,
      }
      await send(api('PATCH /users/me', { token, json: { ...more, name: 'Usurper' } }))
      await send(api('PATCH /users/me/profile', { token, json: { ...more, client_id: 'cli_target' } }))
      const me = JSON.parse((await send(api('GET /users/me', { token }))).text) as object
      expect(me).toMatchObject({
        id: userId,
        email,
        staff: null,
        client_id: 'cli_usurper',
        has_password: true,
      })
      const [[other]] = await iron.db.read([
        iron.db.orm.select().from(clients).where(eq(clients.id, 'cli_target')),
      ])
      expect(other).toMatchObject({ userId: 'usr_target', email: 'target@example.test', firstName: 'target' })
    },
  },
  {
    id: 'AUTH-17',
    title: 'deciding about one’s rights when registering',
    play: async ({ send, iron }) => {
      const rank = {
        role: 'owner',
        tenant_id: 'ten_lotus-yoga',
        is_operator: true,
        email_verified: true,
        grants: {},
      }
      const person = {
        email: 'boss@example.test',
        first_name: 'B',
        last_name: 'B',
        user_id: 'usr_owner',
        id: 'usr_owner',
      }
      await send(
        api('POST /users/register', {
          json: { ...person, ...rank, trainerId: 'trn_maria', password: PASSWORD },
        }),
      )
      const token = await readMailedLink(iron, 'register', person.email)
      const made = await send(
        api('POST /users/verify-email', { json: { token, ...rank, email: 'owner@people.test' } }),
      )
      const { user_id } = JSON.parse(made.text) as { user_id: string }
      expect(user_id).not.toBe('usr_owner')
      const { orm, read } = iron.db
      const [team, [user]] = await read([
        orm.select().from(staff).where(eq(staff.userId, user_id)),
        orm.select().from(users).where(eq(users.id, user_id)),
      ])
      expect([team, user]).toMatchObject([[], { email: person.email, passwordHash: null }])
    },
  },
]
