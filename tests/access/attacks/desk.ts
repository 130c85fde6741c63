import { and, eq, ne } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings, clients, staff } from '../../../db/tenant/schema/index.ts'
import { ids } from '../../support/studio-rows.ts'
import type { Who } from '../people.ts'
import { booking, client, session } from '../things.ts'
import { api, type Attack } from './attack.ts'

const all = { view: 'any', change: 'any' }
/** More than a manager has. */
const TOO_MUCH = { data: all }
const role = (userId: string, to: string, as: Who = 'manager') =>
  api(`PATCH /staff/${userId}`, { as, json: { role: to } })

/** Reliability.md 3.4: staff who take more than they have. Every route by everybody is `role-matrix.test.ts`. */
export const desk: readonly Attack[] = [
  {
    id: 'ADM-01',
    title: 'clients, guests’ links and other studios’ owners at what is for staff',
    play: async ({ refused, make, linkOf, people }) => {
      const paths = [
        '/clients',
        '/staff',
        '/roles',
        '/api-keys',
        '/audit-log',
        '/invitations',
        '/bookings',
        '/booking-rules',
      ]
      const token = await linkOf(await make(booking))
      const stranger = people.tokens.stranger ?? ''
      await refused(
        paths.map((path) => api(`GET ${path}`, { as: 'client' })),
        '403 forbidden',
      )
      await refused(
        paths.flatMap((path) => [token, stranger].map((one) => api(`GET ${path}`, { token: one }))),
        401,
      )
    },
  },
  {
    id: 'ADM-02',
    title: 'a manager who makes themselves an owner: by role, invitation, custom role, key',
    shots: [
      role('usr_manager', 'owner'),
      role('usr_trainer', 'owner'),
      api('POST /invitations', {
        as: 'manager',
        json: { email: 'me2@example.test', name: 'Me', role: 'owner' },
      }),
      api('POST /roles', { as: 'manager', json: { name: 'Boss', grants: { staff: all } } }),
      api('POST /api-keys', { as: 'manager', json: { name: 'Boss', grants: TOO_MUCH, expires_in_days: 1 } }),
      api('POST /api-keys', {
        as: 'manager',
        json: { name: 'B', grants: { staff: all }, expires_in_days: 1 },
      }),
    ],
    expected: ['403 forbidden', '422 invalid_input'],
  },
  {
    id: 'ADM-02b',
    title: 'a manager against the owner: another role, removed, without an invitation',
    shots: [
      role('usr_owner', 'trainer'),
      role('usr_owner', 'front_desk', 'front_desk'),
      api('POST /staff/usr_owner/remove', { as: 'manager', json: {} }),
      api('POST /staff/usr_owner/remove', { as: 'trainer', json: {} }),
      api('PATCH /staff/usr_owner', { as: 'manager', json: { trainer_id: ids.ivan } }),
    ],
    expected: '403 forbidden',
  },
  {
    id: 'ADM-03',
    title: 'things of the other studio within one’s own, nested',
    shots: async ({ make }) => {
      const [own, theirs] = [await make(session), await make(session, 'stranger')]
      const id = await make(client)
      const hour = { weekday: 6, start_time: '10:00', end_time: '11:00' }
      return [
        api(`GET /waitlist?session_id=${theirs}`, { as: 'owner' }),
        api(`PATCH /clients/${id}`, { as: 'owner', json: { client_group_id: 'cgr_lotus' } }),
        api(`POST /sessions/${own}/substitute`, { as: 'owner', json: { trainer_id: 'trn_lotus' } }),
        api('POST /sessions', {
          as: 'owner',
          json: { service_id: 'svc_lotus', trainer_id: ids.maria, start_time: '2027-02-06T10:00:00Z' },
        }),
        api('POST /availability', { as: 'owner', json: { trainer_id: 'trn_lotus', ...hour } }),
        api(`POST /trainers/${ids.maria}/reassign/preview`, {
          as: 'owner',
          json: { to_trainer_id: 'trn_lotus' },
        }),
        api('PATCH /staff/usr_stranger', { as: 'owner', json: { role: 'trainer' } }),
        api('POST /staff/usr_trainer/remove', { as: 'owner', json: { reassign_to: 'trn_lotus' } }),
        api('GET /clients/cli_strange', { as: 'owner' }),
        api('POST /clients/cli_strange/export', { as: 'owner' }),
      ]
    },
    expected: ['404 not_found', '422 invalid_input', '422 slot_unavailable'],
  },
  {
    id: 'ADM-04',
    title: 'a studio without an owner: the last one steps down or is removed',
    shots: async ({ iron }) => {
      const { orm, write } = iron.db
      const isOther = and(eq(staff.role, 'owner'), ne(staff.userId, 'usr_owner'))
      await write([orm.update(staff).set({ role: 'trainer' }).where(isOther)])
      return [
        role('usr_owner', 'manager', 'owner'),
        api('POST /staff/usr_owner/remove', { as: 'owner', json: {} }),
      ]
    },
    expected: '409 conflict',
  },
  {
    id: 'ADM-05',
    title: 'members that nobody may set: of bookings, clients, staff, oneself',
    play: async ({ send, make, iron }) => {
      const id = await make(booking)
      const clientId = await make(client)
      const own = {
        id: 'x',
        uid: 'x',
        tenant_id: 'ten_lotus-yoga',
        created_at: '2020-01-01T00:00:00Z',
        createdAt: 0,
      }
      const money = { status: 'paid', price: 0, price_minor: 0, priceMinor: 0, free_cancel_until: null }
      const { orm, read } = iron.db
      const look = () =>
        read([
          orm.select().from(bookings).where(eq(bookings.id, id)),
          orm.select().from(clients).where(eq(clients.id, clientId)),
          orm.select().from(staff).where(eq(staff.userId, 'usr_front_desk')),
        ])
      const before = await look()
      await send(
        api(`PATCH /bookings/${id}`, { as: 'trainer', json: { ...own, ...money, client_id: 'cli_georgi' } }),
      )
      const person = {
        email: 'owner@people.test',
        user_id: 'usr_owner',
        userId: 'usr_owner',
        erased_at: null,
      }
      await send(
        api(`PATCH /clients/${clientId}`, {
          as: 'owner',
          json: { ...own, ...person, client_group_id: null },
        }),
      )
      const rank = { user_id: 'usr_owner', grants: TOO_MUCH, status: 'removed', is_active: false }
      await send(api('PATCH /staff/usr_front_desk', { as: 'owner', json: { ...own, ...rank } }))
      const same = (rows: Awaited<ReturnType<typeof look>>) =>
        JSON.stringify(rows).replaceAll(/"version":\d+/g, '')
      expect(same(await look())).toBe(same(before))
    },
  },
  {
    id: 'ADM-06',
    title: 'a trainer who becomes another, or looks after another’s clients, calendar and money',
    shots: async ({ make }) => {
      const [other, theirs, hour] = [
        await make(booking, 'other'),
        await make(client, 'other'),
        await make(session, 'other'),
      ]
      return [
        api('PATCH /staff/usr_trainer', { as: 'trainer', json: { trainer_id: ids.ivan } }),
        role('usr_trainer', 'manager', 'trainer'),
        api('GET /staff', { as: 'trainer' }),
        api(`GET /bookings/${other}`, { as: 'trainer' }),
        api(`POST /bookings/${other}/charges/waive`, { as: 'trainer', json: { reason: 'x' } }),
        api(`GET /clients/${theirs}/notes`, { as: 'trainer' }),
        api(`GET /sessions/${hour}/roster`, { as: 'trainer' }),
        api(`POST /sessions/${hour}/cancel`, { as: 'trainer', json: {} }),
        api('POST /availability/time-off', {
          as: 'trainer',
          json: { trainer_id: ids.ivan, from_on: '2027-05-04' },
        }),
      ]
    },
    expected: ['403 forbidden', '404 not_found'],
  },
  {
    id: 'ADM-08',
    title: 'a program’s key that decides about people, keys or somebody’s data',
    play: async ({ refused, staffKey }) => {
      const token = await staffKey()
      const key = { name: 'Another', grants: { clients: all }, expires_in_days: 1 }
      await refused(
        [
          api('POST /api-keys', { token, json: key }),
          api('POST /roles', { token, json: { name: 'x', grants: {} } }),
          api('PATCH /staff/usr_manager', { token, json: { role: 'trainer' } }),
          api('POST /staff/usr_manager/remove', { token, json: {} }),
          api('POST /invitations', { token, json: { email: 'k@example.test', name: 'K', role: 'trainer' } }),
          api('POST /clients/cli_elena/erase', { token, json: { cancel_upcoming: true } }),
        ],
        '403 forbidden',
      )
      await refused(
        [
          api('GET /users/me', { token }),
          api('POST /users/reauthenticate', { token, json: { password: 'x' } }),
        ],
        '401 unauthorized',
      )
    },
  },
  {
    id: 'ADM-22',
    title: 'who was removed, with what they have in hand',
    shots: [
      api('GET /bookings', { as: 'removed' }),
      api('POST /clients', {
        as: 'removed',
        json: { first_name: 'A', last_name: 'B', email: 'x@example.test' },
      }),
      api('POST /api-keys', { as: 'removed', json: { name: 'x', grants: {}, expires_in_days: 1 } }),
      role('usr_removed', 'manager', 'removed'),
    ],
    expected: '401 unauthorized',
  },
]
