import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { oneTimeTokens, staff, users } from '../../../db/tenant/schema/index.ts'
import { IRON, LOTUS } from '../../../worker/testing/make-site.ts'
import { addPerson, PASSWORD, PASSWORD_HASH, readMailedLink } from '../../support/add-person.ts'
import { api, type Attack, type Shot } from './attack.ts'
import { plain } from './judge.ts'
import type { World } from './world.ts'

const GOOD = 'nine calm purple otters'

/** A link wherever one can be sent. */
const everywhere = (token: unknown): Shot[] => [
  api('POST /users/sign-in-link/verify', { json: { token } }),
  api('POST /users/reset-password', { json: { token, password: GOOD } }),
  api('POST /users/verify-email', { json: { token } }),
  api('POST /invitations/read', { json: { token } }),
  api('POST /invitations/accept', { json: { token } }),
]

/** What the owner invites somebody with; the link they are sent. */
async function invite({ send, iron }: World, email: string, role: string): Promise<string> {
  const made = await send(api('POST /invitations', { as: 'owner', json: { email, name: 'Invited', role } }))
  expect(made.status).toBe(201)
  return readMailedLink(iron, 'join', email)
}

/** Reliability.md 3.2: what is sent by mail, and invitations. */
export const links: readonly Attack[] = [
  {
    id: 'AUTH-11',
    title: 'a link that is forged, cut, in another case, of another purpose or studio, too old, for nobody',
    play: async ({ refused, iron, lotus, person, mailed }) => {
      const { email, userId } = await person({ name: 'linked' })
      const link = await mailed('reset_password', { email, userId })
      const [id = '', key = '', signature = ''] = link.split('.')
      const { userId: strangerId } = await addPerson(lotus, { name: 'linked' })
      const theirs = await mailed('reset_password', { email, userId: strangerId }, lotus)
      const old = await mailed('reset_password', { email: 'old@example.test', userId })
      const { orm, write } = iron.db
      const expiresAt = iron.now() - 1
      await write([
        orm.update(oneTimeTokens).set({ expiresAt }).where(eq(oneTimeTokens.email, 'old@example.test')),
      ])
      const forged = [
        '',
        id,
        `${id}.${key}`,
        `${id}.${key}.`,
        link.slice(0, -1),
        `${link}A`,
        `${link}.x`,
        link.toUpperCase(),
        `${id}.none.${signature}`,
        `${id}..${signature}`,
        `tok_other.${key}.${signature}`,
        `${id}' OR '1'='1.${key}.${signature}`,
        ` ${link}`,
        `${link}\n`,
        `${id}.${key}.${'A'.repeat(43)}`,
        '../../etc/passwd',
        'x'.repeat(5_000),
        theirs,
        old,
      ]
      const shots = forged.map((token) =>
        api('POST /users/reset-password', { json: { token, password: GOOD } }),
      )
      const otherDoors = everywhere(link).filter(({ path }) => !path.endsWith('reset-password'))
      const said = await refused([...shots, ...otherDoors], '410 link_spent')
      expect(new Set(said.map(plain)).size).toBe(1)
    },
  },
  {
    id: 'AUTH-11b',
    title: 'one link in twenty requests at once lets one in',
    play: async ({ send, person, mailed }) => {
      const { email, userId } = await person({ name: 'parallel' })
      const token = await mailed('sign_in', { email, userId })
      const said = await Promise.all(
        Array.from({ length: 20 }, () => send(api('POST /users/sign-in-link/verify', { json: { token } }))),
      )
      expect(said.map(({ status }) => status).toSorted()).toEqual([
        200,
        ...Array.from({ length: 19 }, () => 410),
      ])
    },
  },
  {
    id: 'AUTH-11c',
    title: 'one link in five resets at once sets one password (twenty: `change-login.test.ts`)',
    play: async ({ send, person, mailed }) => {
      const { email, userId } = await person({ name: 'resets' })
      const token = await mailed('reset_password', { email, userId })
      const said = await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          send(api('POST /users/reset-password', { json: { token, password: `${GOOD} ${index}` } })),
        ),
      )
      expect(said.map(({ status }) => status).toSorted()).toEqual([204, 410, 410, 410, 410])
    },
  },
  {
    id: 'AUTH-12',
    title: 'a link that is no text',
    shots: [null, 1, true, [], ['x'], {}, { $ne: '' }].flatMap(everywhere),
    expected: '422 invalid_input',
  },
  {
    id: 'AUTH-13',
    title: 'a mail’s link led to another host by headers',
    play: async ({ send, refused, iron }) => {
      const { email } = await addPerson(iron, { name: 'poisoned' })
      const json = { email }
      const poison = {
        'x-forwarded-host': 'evil.test',
        'x-host': 'evil.test',
        forwarded: 'host=evil.test',
        'x-original-url': 'https://evil.test/',
        referer: 'https://evil.test/',
      }
      expect((await send(api('POST /users/forgot-password', { json, headers: poison }))).status).toBe(202)
      const evil = { origin: 'https://evil.test' }
      await refused([api('POST /users/forgot-password', { json, headers: evil })], '403 forbidden_origin')
      await refused(
        [api('POST /users/forgot-password', { json, headers: { host: `${IRON}.evil.test` } })],
        404,
      )
      const { orm, read } = iron.db
      const [rows] = await read([orm.select().from(oneTimeTokens).where(eq(oneTimeTokens.email, email))])
      expect(rows.map(({ details }) => details)).toEqual([{ host: IRON }])
    },
  },
  {
    id: 'AUTH-14',
    title: 'an older link, after a newer one was sent',
    play: async ({ send, refused, iron }) => {
      const { email } = await addPerson(iron, { name: 'twice' })
      const ask = () => send(api('POST /users/sign-in-link', { json: { email } }))
      await ask()
      const first = await readMailedLink(iron, 'sign_in', email)
      await ask()
      const { orm, read } = iron.db
      const [rows] = await read([orm.select().from(oneTimeTokens).where(eq(oneTimeTokens.email, email))])
      const open = rows.filter(({ usedAt }) => usedAt === null)
      expect([rows.length, open.length]).toEqual([2, 1])
      await refused([api('POST /users/sign-in-link/verify', { json: { token: first } })], '410 link_spent')
    },
  },
  {
    id: 'AUTH-15',
    title: 'taking somebody’s account over by inviting them',
    play: async (world) => {
      const { refused, person, iron } = world
      const { email, userId } = await person({ name: 'invited' })
      const { token: other } = await person({ name: 'bystander' })
      const link = await invite(world, email, 'front_desk')
      const json = { token: link, password: GOOD, name: 'Mine', email, user_id: userId }
      await refused([api('POST /invitations/accept', { json })], '401 unauthorized')
      await refused([api('POST /invitations/accept', { json, token: other })], '403 forbidden')
      const { orm, read } = iron.db
      const [[user]] = await read([orm.select().from(users).where(eq(users.id, userId))])
      expect(user).toMatchObject({ passwordHash: PASSWORD_HASH, name: 'invited' })
    },
  },
  {
    id: 'AUTH-15b',
    title: 'registering with the address that was invited gives no role',
    play: async (world) => {
      const { send, iron } = world
      const email = 'invited-new@example.test'
      await invite(world, email, 'manager')
      await send(api('POST /users/register', { json: { email, first_name: 'M', last_name: 'M' } }))
      const token = await readMailedLink(iron, 'register', email)
      const made = await send(api('POST /users/verify-email', { json: { token } }))
      const { token: bearer } = JSON.parse(made.text) as { token: string }
      expect(JSON.parse((await send(api('GET /users/me', { token: bearer }))).text)).toMatchObject({
        staff: null,
      })
    },
  },
  {
    id: 'AUTH-18',
    title: 'choosing a better role, address or studio when accepting an invitation',
    play: async (world) => {
      const { send, refused, iron } = world
      const email = 'modest@example.test'
      const token = await invite(world, email, 'front_desk')
      const rank = { role: 'owner', trainer_id: 'trn_maria', grants: {}, tenant_id: 'ten_lotus-yoga' }
      const who = { email: 'owner@people.test', user_id: 'usr_owner', id: 'usr_owner' }
      const made = await send(api('POST /invitations/accept', { json: { token, ...rank, ...who } }))
      const { user_id: userId } = JSON.parse(made.text) as { user_id: string }
      const { orm, read } = iron.db
      const [[member], [user]] = await read([
        orm.select().from(staff).where(eq(staff.userId, userId)),
        orm.select().from(users).where(eq(users.id, userId)),
      ])
      expect([member, user]).toMatchObject([{ role: 'front_desk', trainerId: null }, { email }])
      await refused([api('POST /invitations/accept', { json: { token } })], '410 link_spent')
    },
  },
  {
    id: 'AUTH-18b',
    title: 'an invitation that was revoked, and one of the other studio',
    play: async (world) => {
      const { send, refused, iron } = world
      const token = await invite(world, 'revoked@example.test', 'front_desk')
      const list = await send(api('GET /invitations?limit=100', { as: 'owner' }))
      const { data } = JSON.parse(list.text) as { data: { id: string; email: string }[] }
      const id = data.find(({ email }) => email === 'revoked@example.test')?.id
      expect((await send(api(`DELETE /invitations/${id}`, { as: 'owner' }))).status).toBe(204)
      const fine = await invite(world, 'elsewhere@example.test', 'front_desk')
      await refused(
        [
          ...everywhere(token).slice(3),
          ...everywhere(fine)
            .slice(3)
            .map((shot) => ({ ...shot, host: LOTUS })),
        ],
        '410 link_spent',
      )
      expect(await readMailedLink(iron, 'join', 'elsewhere@example.test')).toBe(fine)
    },
  },
  {
    id: 'AUTH-38',
    title: 'links of somebody who is disabled',
    play: async ({ refused, iron, mailed }) => {
      const { email, userId } = await addPerson(iron, { name: 'off' })
      const signIn = await mailed('sign_in', { email, userId })
      const reset = await mailed('reset_password', { email, userId })
      const { orm, write } = iron.db
      await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])
      await refused(
        [
          api('POST /users/sign-in-link/verify', { json: { token: signIn } }),
          api('POST /users/reset-password', { json: { token: reset, password: GOOD } }),
        ],
        '410 link_spent',
      )
      await refused(
        [api('POST /users/login', { json: { email, password: PASSWORD } })],
        '401 wrong_credentials',
      )
    },
  },
  {
    id: 'AUTH-39',
    title: 'links as bearer, as manage link and in an address',
    play: async ({ refused, person, mailed }) => {
      const { email, userId } = await person({ name: 'confused' })
      const token = await mailed('sign_in', { email, userId })
      await refused([api('GET /users/me', { token }), api(`GET /users/me?token=${token}`)], 401)
      await refused([api('GET /bookings/bkg_own', { token })], 404)
    },
  },
]
