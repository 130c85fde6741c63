import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings, services } from '../../../db/tenant/schema/index.ts'
import { ids } from '../../support/studio-rows.ts'
import { makeStale } from '../people.ts'
import { note } from '../client-things.ts'
import { booking, client } from '../things.ts'
import { api, type Attack } from './attack.ts'
import { plain } from './judge.ts'

/** Reliability.md 3.4: what a studio keeps, and what is well protected. */
export const records: readonly Attack[] = [
  {
    id: 'ADM-11',
    title: 'exporting or erasing somebody else: by a client, a trainer, the desk, another studio',
    play: async ({ refused, make, people }) => {
      const [own, other] = [await make(client), await make(client, 'other')]
      const shots = [own, other].flatMap((id) => [
        api(`POST /clients/${id}/export`),
        api(`POST /clients/${id}/export?format=csv`),
        api(`POST /clients/${id}/erase`, { json: { cancel_upcoming: true } }),
      ])
      for (const as of ['client', 'trainer', 'front_desk'] as const) {
        await refused(
          shots.map((shot) => ({ ...shot, as })),
          '403 forbidden',
        )
      }
      const token = people.tokens.stranger ?? ''
      await refused(
        shots.map((shot) => ({ ...shot, token })),
        401,
      )
      await refused(
        shots
          .filter(({ path }) => path.endsWith('erase'))
          .map((shot) => ({ ...shot, as: 'manager' as const })),
        '403 forbidden',
      )
      const [unknown, foreign] = await refused(
        ['cli_unknown', 'cli_strange'].map((id) => api(`POST /clients/${id}/export`, { as: 'owner' })),
        '404 not_found',
      )
      expect(unknown && plain(unknown)).toBe(foreign && plain(foreign))
    },
  },
  {
    id: 'ADM-13',
    title: 'doing away with a service or a place that somebody has booked leaves them their booking',
    play: async ({ refused, make, send, linkOf, iron }) => {
      const id = await make(booking)
      await refused([api(`DELETE /locations/${ids.location}`, { as: 'owner' })], '409 conflict')
      expect((await send(api(`DELETE /services/${ids.training}`, { as: 'owner' }))).status).toBe(204)
      const kept = await send(api(`GET /bookings/${id}`, { token: await linkOf(id) }))
      expect(JSON.parse(kept.text)).toMatchObject({ service_id: ids.training, status: 'confirmed' })
      const { orm, write } = iron.db
      await write([orm.update(services).set({ status: 'active' }).where(eq(services.id, ids.training))])
    },
  },
  {
    id: 'ADM-14',
    title: 'changing what the log says',
    shots: ['PUT', 'PATCH', 'DELETE', 'POST'].map((method) => api(`${method} /audit-log`, { as: 'owner' })),
    expected: '405 method_not_allowed',
  },
  {
    id: 'ADM-17',
    title: 'what a stolen session may not do by itself, hours after it was opened',
    play: async ({ refused, people, make }) => {
      const id = await make(client)
      await makeStale(people, 'owner')
      const json = { name: 'x', grants: {}, expires_in_days: 1 }
      await refused(
        [
          api('POST /users/change-email', { as: 'owner', json: { email: 'thief@example.test' } }),
          api('POST /users/2fa/begin', { as: 'owner' }),
          api('POST /users/2fa/remove', { as: 'owner' }),
          api('POST /users/passkeys/begin', { as: 'owner' }),
          api('POST /api-keys', { as: 'owner', json }),
          api('DELETE /api-keys/key_x', { as: 'owner' }),
          api('POST /roles', { as: 'owner', json }),
          api('PATCH /staff/usr_manager', { as: 'owner', json: { role: 'owner' } }),
          api('POST /invitations', {
            as: 'owner',
            json: { email: 't@example.test', name: 'T', role: 'owner' },
          }),
          api(`POST /clients/${id}/export`, { as: 'owner' }),
          api(`POST /clients/${id}/erase`, { as: 'owner', json: { cancel_upcoming: true } }),
        ],
        '403 reauthentication_required',
      )
      await people.signInAgain('owner')
      await makeStale(people, 'client')
      await refused(
        [
          api('POST /users/me/export', { as: 'client' }),
          api('POST /users/me/erase', { as: 'client', json: { cancel_upcoming: true } }),
        ],
        '403 reauthentication_required',
      )
      await people.signInAgain('client')
    },
  },
  {
    id: 'ADM-18',
    title: 'notes about somebody: another trainer’s, by way of another client',
    play: async ({ refused, make }) => {
      const [mine, theirs] = [await make(note), await make(note, 'other')]
      await refused(
        [
          api(`DELETE /clients/cli_georgi/notes/${theirs}`, { as: 'trainer' }),
          api(`DELETE /clients/cli_elena/notes/${theirs}`, { as: 'trainer' }),
          api(`DELETE /clients/cli_georgi/notes/${mine}`, { as: 'trainer' }),
          api(`DELETE /clients/cli_georgi/notes/${mine}`, { as: 'owner' }),
        ],
        '404 not_found',
      )
      await refused([api('GET /clients/cli_elena/notes', { as: 'client' })], '403 forbidden')
    },
  },
  {
    id: 'ADM-19',
    title: 'a place moved to another zone keeps the instants that were booked',
    play: async ({ send, make, iron }) => {
      const id = await make(booking)
      const { orm, read } = iron.db
      const startOf = async () =>
        (await read([orm.select().from(bookings).where(eq(bookings.id, id))]))[0][0]?.startsAt
      const before = await startOf()
      const move = (time_zone: string) =>
        send(api(`PATCH /locations/${ids.location}`, { as: 'owner', json: { time_zone } }))
      expect([200, 409, 422]).toContain((await move('America/New_York')).status)
      expect(await startOf()).toBe(before)
      await move('Europe/Sofia')
    },
  },
]
