import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { clients } from '../../../db/tenant/schema/index.ts'
import { hours } from '../../../tenants/durations.ts'
import { LOTUS } from '../../../worker/testing/make-site.ts'
import { ids } from '../../support/studio-rows.ts'
import { booking, client, entry, session } from '../things.ts'
import { api, type Attack, type Shot } from './attack.ts'
import { plain } from './judge.ts'
import { book, made, person, slot } from './booking-shots.ts'

/** Reliability.md 3.3: who books what, and whose it is then. What is typed is in `bookings-input.ts`. */
export const bookings: readonly Attack[] = [
  {
    id: 'BOOK-04',
    title: 'booking as another client: what is theirs is not used, changed or told',
    play: async (world) => {
      const { iron, send } = world
      await world.addClient('cli_victim', { firstName: 'Victoria', phone: '+359888000111' })
      const victim = {
        first_name: 'Eve',
        last_name: 'Evil',
        email: 'cli_victim@example.test',
        phone: '+359888999999',
      }
      for (const as of [undefined, 'client'] as const) {
        const more = { client: victim, client_id: 'cli_victim', user_id: 'usr_owner', source: 'admin' }
        const said = await send(book(more, as ? { as } : {}))
        expect(said.status).toBe(201)
        expect(said.text).not.toMatch(/Victoria|000111/)
      }
      const [[row]] = await iron.db.read([
        iron.db.orm.select().from(clients).where(eq(clients.id, 'cli_victim')),
      ])
      expect(row).toMatchObject({ firstName: 'Victoria', phone: '+359888000111', userId: null })
    },
  },
  {
    id: 'BOOK-08',
    title: 'somebody else’s hold: seen, kept, given back, used',
    play: async (world) => {
      const secret = 'a secret of sixteen letters'
      const json = { service_id: ids.assessment, trainer_id: ids.maria, start_time: slot() }
      const placed = await world.send(api('POST /holds', { json, headers: { 'hold-secret': secret } }))
      const { id } = JSON.parse(placed.text) as { id: string }
      const headers = { 'hold-secret': 'another secret altogether' }
      await world.refused([api(`GET /holds/${id}`, { headers }), api(`PATCH /holds/${id}`, { headers })], 404)
      await world.refused(
        ['GET', 'PATCH'].map((method) =>
          api(`${method} /holds/${id}`, { host: LOTUS, headers: { 'hold-secret': secret } }),
        ),
        '404 not_found',
      )
      // Says that it is gone, whosever it is or was, and takes nothing from anybody.
      const give = api(`DELETE /holds/${id}`, { headers })
      await world.refused([give, { ...give, host: LOTUS, headers: { 'hold-secret': secret } }], 204)
      const { start_time } = json
      await world.refused(
        [book({ start_time }), book({ start_time, hold: { id, secret: 'another secret altogether' } })],
        '409 slot_taken',
      )
    },
  },
  {
    id: 'BOOK-09',
    title: 'a trainer, service, place or class of the other studio, or of nobody',
    shots: async ({ make }) => {
      const theirs = await make(session, 'stranger')
      return [
        book({ service_id: 'svc_lotus' }),
        book({ trainer_id: 'trn_lotus' }),
        book({ location_id: 'loc_lotus' }),
        book({ service_id: '../svc_training' }),
        api('POST /bookings', { json: { session_id: theirs, client: person } }),
        api('POST /waitlist', { json: { session_id: theirs, client: person } }),
        api(`GET /sessions/${theirs}`),
      ]
    },
    expected: ['404 not_found', '422 invalid_input', '422 slot_unavailable'],
  },
  {
    id: 'BOOK-10',
    title: 'the link of one booking for another, for another’s class, and for lists',
    play: async ({ refused, make, linkOf, lotus }) => {
      const [mine, other] = [await make(booking), await make(booking, 'other')]
      const token = await linkOf(mine)
      const tokens = [token, await linkOf(other, lotus), `${token}x`, token.split('.')[0] ?? '', `.${token}`]
      const said = await refused(
        tokens.flatMap((one) => [
          api(`GET /bookings/${other}`, { token: one }),
          api(`PATCH /bookings/${other}`, { token: one, json: { notes: 'x' } }),
          api(`POST /bookings/${other}/cancel`, { token: one, json: {} }),
          api(`GET /bookings/${other}?token=${one}`),
          api('GET /bookings/bkg_unknown', { token: one }),
        ]),
        '404 not_found',
      )
      expect(new Set(said.map(plain)).size).toBe(1)
      await refused(
        [api('GET /bookings', { token }), api('GET /clients', { token }), api('GET /staff', { token })],
        401,
      )
    },
  },
  {
    id: 'BOOK-25',
    title: 'who has a seat ends the class, looks at who comes, or gives another’s seat back',
    play: async ({ refused, make, linkOf }) => {
      const [session_id, mine, other] = [
        await make(session),
        await make(booking),
        await make(booking, 'other'),
      ]
      const token = await linkOf(mine)
      const all = (who: Partial<Shot>): Shot[] => [
        { ...api(`POST /sessions/${session_id}/cancel`, { json: {} }), ...who },
        { ...api(`PATCH /sessions/${session_id}`, { json: { capacity: 1 } }), ...who },
        { ...api(`GET /sessions/${session_id}/roster`), ...who },
        { ...api(`POST /bookings/${other}/cancel`, { json: {} }), ...who },
        { ...api(`POST /bookings/${other}/cancel?token=${token}`, { json: { seat: null } }), ...who },
      ]
      await refused([...all({ token }), ...all({ as: 'client' })], [401, 403, 404])
    },
  },
  {
    id: 'BOOK-27',
    title: 'moving, confirming or changing what was cancelled',
    play: async (world) => {
      const { id } = await made(world)
      const token = await world.linkOf(id)
      expect((await world.send(api(`POST /bookings/${id}/cancel`, { token, json: {} }))).status).toBe(200)
      await world.refused(
        [
          api(`POST /bookings/${id}/reschedule`, { token, json: { start_time: slot() } }),
          api(`POST /bookings/${id}/confirm`, { as: 'owner' }),
          api(`POST /bookings/${id}/check-in`, { as: 'owner' }),
        ],
        [409, 422],
      )
    },
  },
  {
    id: 'BOOK-28',
    title: 'whether an address or an id is known, without being anybody',
    play: async ({ refused, make }) => {
      const ids = [await make(booking), await make(booking, 'stranger'), 'bkg_unknown', 'cli_elena']
      const said = await refused(
        ids.map((id) => api(`GET /bookings/${id}`)),
        '404 not_found',
      )
      expect(new Set(said.map(plain)).size).toBe(1)
      const emails = ['own.zephyralpha@example.test', 'nobody@example.test', '%']
      const shots = emails.map((email) => api(`GET /bookings?client_email=${email}`))
      const nobody = await refused(shots, '401 unauthorized')
      const asClient = await refused(
        shots.map((shot) => ({ ...shot, as: 'client' as const })),
        '403 forbidden',
      )
      expect([new Set(nobody.map(plain)).size, new Set(asClient.map(plain)).size]).toEqual([1, 1])
    },
  },
  {
    id: 'BOOK-32',
    title: 'setting the price, the state, who pays or the rules oneself',
    play: async (world) => {
      const more = {
        price: { amount_minor: 0, currency: 'EUR' },
        price_minor: 0,
        status: 'checked_in',
        currency: 'JPY',
      }
      const sent = {
        ...more,
        id: 'bkg_mine',
        tenant_id: 'ten_lotus-yoga',
        created_at: '2020-01-01T00:00:00Z',
        free_cancel_until: null,
      }
      const booked = await made(world, { ...sent, service_id: ids.training })
      expect(booked.id).not.toBe('bkg_mine')
      const now = await world.send(
        api(`GET /bookings/${booked.id}`, { token: await world.linkOf(booked.id) }),
      )
      const price = { amount_minor: 6000, currency: 'EUR' }
      expect(JSON.parse(now.text)).toMatchObject({ status: 'confirmed', price })
      await world.refused(
        [book({ override_reason: 'Because' }), book({ override_reason: 'Because' }, { as: 'client' })],
        [401, 403],
      )
    },
  },
  {
    id: 'BOOK-33',
    title: 'steps left out: at night, in the past, in ten years, with nobody, without a name',
    shots: [
      book({ start_time: '2027-02-01T01:00:00Z' }),
      book({ start_time: '2026-01-05T09:00:00Z' }),
      book({ start_time: '2037-01-05T09:00:00Z' }),
      book({ start_time: '2027-02-01T09:07:00Z' }),
      book({ client: {} }),
      book({ client: undefined }),
      book({ service_id: undefined }),
      book({ duration_minutes: 5 }),
    ],
    expected: 422,
  },
  {
    id: 'BOOK-34',
    title: 'a place in a class that was not offered, or was offered to somebody else',
    play: async ({ refused, make, linkOf }) => {
      const [mine, other] = [await make(entry), await make(entry, 'other')]
      const token = await linkOf(mine)
      await refused([api(`POST /waitlist/${mine}/accept`, { token })], [409, 422])
      await refused(
        ['accept', 'decline'].map((verb) => api(`POST /waitlist/${other}/${verb}`, { token })),
        '404 not_found',
      )
      await refused(
        [api(`GET /waitlist/${other}`, { token }), api(`DELETE /waitlist/${other}`, { token })],
        404,
      )
    },
  },
  {
    id: 'BOOK-36',
    title: 'somebody else’s family, profile and bookings as a client',
    play: async ({ refused, person: newPerson, make }) => {
      const { token } = await newPerson({ name: 'curious' })
      const [other, id] = [await make(client, 'other'), await make(booking, 'other')]
      await refused(
        [
          api(`GET /clients/${other}`, { token }),
          api(`GET /clients/${other}/notes`, { token }),
          api(`POST /clients/${other}/export`, { token }),
          api('PATCH /users/me/dependents/dep_matrix1', { token, json: { first_name: 'A', last_name: 'B' } }),
          api(`GET /bookings/${id}`, { token }),
          api(`POST /bookings/${id}/cancel`, { token, json: {} }),
          api(`POST /bookings/${id}/reschedule`, {
            token,
            json: { start_time: new Date(Date.now() + hours(99)).toISOString() },
          }),
        ],
        ['403 forbidden', '404 not_found'],
      )
      const [mine] = await refused([api(`GET /users/me/bookings?client_id=${other}`, { token })], 200)
      expect(JSON.parse(mine?.text ?? '')).toMatchObject({ data: [] })
    },
  },
]
