import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings as table } from '../../../db/tenant/schema/index.ts'
import { minutes } from '../../../tenants/durations.ts'
import { ids } from '../../support/studio-rows.ts'
import { pendingBooking, session } from '../things.ts'
import { api, type Attack } from './attack.ts'
import { atOnce, book, made, person, slot, statuses, times, wish } from './booking-shots.ts'

/** Reliability.md 3.3: many at once, and many times the same. Thoroughly: `tests/engine`. */
export const races: readonly Attack[] = [
  {
    id: 'BOOK-01',
    title: 'the same key and body ten times at once',
    play: async (world) => {
      const json = wish()
      const shot = api('POST /bookings', { json, headers: { 'idempotency-key': 'attack-01' } })
      const said = await atOnce(
        world,
        Array.from({ length: 10 }, () => shot),
      )
      expect(statuses(said)).toEqual(times(10, 201))
      expect(new Set(said.map(({ text }) => text)).size).toBe(1)
    },
  },
  {
    id: 'BOOK-02',
    title: 'a key with another body, or by somebody else',
    play: async (world) => {
      const headers = { 'idempotency-key': 'attack-02' }
      const json = wish()
      expect((await world.send(api('POST /bookings', { json, headers }))).status).toBe(201)
      const others = [
        { ...json, client: { ...person, email: 'eve@example.test' } },
        { ...json, start_time: slot() },
      ]
      await world.refused(
        others.map((other) => api('POST /bookings', { json: other, headers })),
        '409 idempotency_key_reused',
      )
    },
  },
  {
    id: 'BOOK-03',
    title: 'one time, twenty clients at once',
    play: async (world) => {
      const start_time = slot()
      const shots = Array.from({ length: 20 }, (_, index) =>
        book({ start_time, client: { ...person, email: `race${index}@example.test` } }),
      )
      expect(statuses(await atOnce(world, shots))).toEqual([201, ...times(19, 409)])
    },
  },
  {
    id: 'BOOK-05',
    title: 'one time, by every way at once: portal, any trainer, staff, reschedule',
    play: async (world) => {
      const { id } = await made(world)
      const start_time = slot()
      const move = api(`POST /bookings/${id}/reschedule`, {
        token: await world.linkOf(id),
        json: { start_time },
      })
      const own = { start_time, trainer_id: ids.maria }
      await atOnce(world, [
        move,
        book(own),
        book({ ...own, trainer_id: null }),
        book(own, { as: 'owner' }),
        book(own),
      ])
      const { orm, read } = world.iron.db
      const [rows] = await read([
        orm
          .select()
          .from(table)
          .where(eq(table.startsAt, Date.parse(start_time))),
      ])
      const perTrainer = rows.filter(({ status }) => status !== 'cancelled').map(({ trainerId }) => trainerId)
      expect(new Set(perTrainer).size).toBe(perTrainer.length)
    },
  },
  {
    id: 'BOOK-07',
    title: 'a class for six, ten at once',
    play: async (world) => {
      const session_id = await world.make(session)
      const shots = Array.from({ length: 10 }, (_, index) =>
        api('POST /bookings', {
          json: { session_id, client: { ...person, email: `seat${index}@example.test` } },
        }),
      )
      const said = await atOnce(world, shots)
      const { orm, read } = world.iron.db
      const [rows] = await read([orm.select().from(table).where(eq(table.sessionId, session_id))])
      expect(said.filter(({ status }) => status === 201)).toHaveLength(rows.length)
      expect(rows).toHaveLength(8)
    },
  },
  {
    id: 'BOOK-29',
    title: 'holding everything: two times for a secret, then no more, and others can still book',
    play: async (world) => {
      const headers = { 'hold-secret': 'one that wants it all' }
      const hold = () =>
        api('POST /holds', {
          headers,
          json: { service_id: ids.assessment, trainer_id: ids.maria, start_time: slot() },
        })
      const said = []
      for (let turn = 0; turn < 6; turn++) said.push(await world.send(hold()))
      expect(said.filter(({ status }) => status === 201)).toHaveLength(2)
      await made(world)
    },
  },
  {
    id: 'BOOK-31',
    title: 'a time in the middle of a booking, or that reaches into one',
    play: async (world) => {
      const { start_time } = await made(world, { service_id: ids.training })
      const at = (ms: number) => new Date(Date.parse(start_time) + ms).toISOString()
      await world.refused(
        [-30, 0, 30].map((shift) => book({ start_time: at(minutes(shift)), service_id: ids.training })),
        '409 slot_taken',
      )
    },
  },
  {
    id: 'BOOK-35',
    title: 'what was asked for, confirmed by its client, twice at once, and after it was declined',
    play: async (world) => {
      const [id, late] = [await world.make(pendingBooking), await world.make(pendingBooking)]
      await world.refused([api(`POST /bookings/${id}/confirm`, { token: await world.linkOf(id) })], 401)
      await world.refused([api(`POST /bookings/${id}/confirm`, { as: 'client' })], '403 forbidden')
      const confirm = api(`POST /bookings/${id}/confirm`, { as: 'owner' })
      const said = await atOnce(world, [confirm, confirm])
      expect(said.filter(({ status }) => status < 300).length).toBeGreaterThan(0)
      await world.send(api(`POST /bookings/${late}/decline`, { as: 'owner', json: {} }))
      await world.refused([api(`POST /bookings/${late}/confirm`, { as: 'owner' })], [409, 422])
    },
  },
]
