import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant, MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { listBookings, type ListBookingsInput } from './list-bookings.ts'

let staff: TenantContext
let maria: TenantContext
/** Five bookings, one a day, by the name of who has booked. */
let found: Map<string, { id: string; startsAt: number }>

const NOW = MONDAY_MORNING + days(2) + hours(1)

beforeAll(async () => {
  const studio = await makeTenant()
  const book = async (name: string, day: number, changes: Parameters<typeof makeBooking>[1] = {}) => {
    const startsAt = MONDAY_MORNING + days(day)
    const contact = { contactFirstName: name, contactEmail: `${name.toLowerCase()}@example.test` }
    const { id } = await makeBooking(studio, { startsAt, ...contact, ...changes })
    found.set(name, { id, startsAt })
  }
  found = new Map()
  await book('Ana', 1)
  await book('Boris', 2, { trainerId: ids.ivan, source: 'staff' })
  await book('Мария', 3, { status: 'pending', expiresAt: NOW + hours(1), contactEmail: 'm@example.test' })
  await book('Late', 4, { status: 'pending', expiresAt: NOW - hours(1) })
  await book('Elena', 5, { serviceId: ids.assessment, contactPhone: '+359887000111' })
  studio.clock.set(NOW)
  staff = studio.makeContext({ actor: staffActor })
  maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
})

async function namesOf(ask: Partial<ListBookingsInput>, ctx = staff): Promise<string[]> {
  const { bookings, hasMore } = await listBookings(ctx, { limit: 10, ...ask })
  return [...bookings.map(({ client }) => client.firstName), ...(hasMore ? ['…'] : [])]
}

test.for<[string, Partial<ListBookingsInput>, string[]]>([
  ['everything, earliest first', {}, ['Ana', 'Boris', 'Мария', 'Late', 'Elena']],
  ['what has begun, latest first', { to: NOW, order: 'latest' }, ['Boris', 'Ana']],
  ['what is to come', { from: NOW }, ['Мария', 'Late', 'Elena']],
  ['requests that can still be answered', { needsAnswer: true }, ['Мария']],
  ['a trainer', { trainerId: ids.ivan }, ['Boris']],
  ['a service', { serviceId: ids.assessment }, ['Elena']],
  ['a place', { locationId: 'loc_other' }, []],
  ['a source', { source: 'staff' }, ['Boris']],
  ['a status', { status: 'pending' }, ['Мария', 'Late']],
  ['the beginning of a name', { search: 'bor' }, ['Boris']],
  ['a name in capitals of another script', { search: 'МАРИЯ' }, ['Мария']],
  ['an address', { search: 'ana@example.test' }, ['Ana']],
  ['a number', { search: '887000' }, ['Elena']],
  ['words that fit nobody at once', { search: 'ana boris' }, []],
])('are found by %s', async ([, ask, names]) => {
  expect(await namesOf(ask)).toEqual(names)
})

test('are found by the beginning of their own id, for a trainer their own', async () => {
  const id = found.get('Boris')?.id ?? ''
  expect(await namesOf({ search: id.slice(0, 12).toUpperCase() })).toEqual(['Boris'])
  expect(await namesOf({ search: id }, maria)).toEqual([])
  expect(await namesOf({ search: 'bkg_%' })).toEqual([])
})

test.for(['earliest', 'latest'] as const)('can be paged both ways, the %s first', async (order) => {
  const inOrder = ['Ana', 'Boris', 'Мария', 'Late', 'Elena']
  const names = order === 'earliest' ? inOrder : inOrder.toReversed()
  const at = (index: number) => found.get(names[index] ?? '') ?? null
  const ask = { order, limit: 2 }
  expect(await namesOf({ ...ask, after: at(1) })).toEqual([names[2], names[3], '…'])
  expect(await namesOf({ ...ask, after: at(3) })).toEqual([names[4]])
  expect(await namesOf({ ...ask, before: at(4) })).toEqual([names[2], names[3], '…'])
  expect(await namesOf({ ...ask, before: at(2) })).toEqual([names[0], names[1]])
})

test('those that start at once are told apart by their id', async () => {
  const studio = await makeTenant()
  const desk = studio.makeContext({ actor: staffActor })
  const startsAt = MONDAY_MORNING + days(1)
  const [a, b] = [
    await makeBooking(studio, { startsAt }),
    await makeBooking(studio, { startsAt, trainerId: ids.ivan }),
  ]
  const [first, second] = [a.id, b.id].toSorted()
  const idsOf = async (ask: Partial<ListBookingsInput>) =>
    (await listBookings(desk, { limit: 1, ...ask })).bookings.map(({ id }) => id)
  expect(await idsOf({})).toEqual([first])
  expect(await idsOf({ after: { startsAt, id: first ?? '' } })).toEqual([second])
  expect(await idsOf({ before: { startsAt, id: second ?? '' } })).toEqual([first])
  expect(await idsOf({ after: { startsAt, id: second ?? '' } })).toEqual([])
})

test('are counted as far as asked for, whichever page it is', async () => {
  const countOf = async (ask: Partial<ListBookingsInput>, ctx = staff) =>
    (await listBookings(ctx, { limit: 1, ...ask })).count
  expect(await countOf({})).toBe(null)
  expect(await countOf({ countUpTo: 100 })).toBe(5)
  expect(await countOf({ countUpTo: 100, after: found.get('Late') ?? null })).toBe(5)
  expect(await countOf({ countUpTo: 3 })).toBe(3)
  expect(await countOf({ countUpTo: 100 }, maria)).toBe(4)
  expect(await failureOf(countOf({ countUpTo: 1_001 }))).toBe('invalid_input')
})

const page = { limit: 50, countUpTo: 500 }
test.for<[string, Partial<ListBookingsInput>, RegExp]>([
  ['by time', { from: NOW }, /SEARCH bookings USING INDEX bookings_start_idx \(starts_at>/],
  ['a page further on', { after: { startsAt: NOW, id: 'x' } }, /bookings_start_idx \(starts_at>/],
  ['a page further back', { before: { startsAt: NOW, id: 'x' } }, /bookings_start_idx \(starts_at</],
  [
    'of a trainer',
    { trainerId: ids.maria, from: NOW },
    /bookings_trainer_start_idx \(trainer_id=\? AND starts_at>/,
  ],
  ['of a client', { clientId: 'cli_x' }, /bookings_client_idx \(client_id=/],
  ['that wait', { needsAnswer: true }, /bookings_pending_idx/],
  ['by words', { search: 'ana' }, /bookings_client_idx \(client_id=/],
  ['by their id', { search: 'bkg_a' }, /sqlite_autoindex_bookings_1 \(id>\? AND id</],
])('bookings %s are read by an index', async ([, ask, index]) => {
  const plans: string[] = []
  const read: TenantContext['db']['read'] = async (statements) => {
    const results = await staff.db.read(statements)
    const [query] = statements
    // Of the two that are sent at once, the catalogue asks for far more.
    if (statements.length === 2 && 'getSQL' in query && typeof query.getSQL === 'function') {
      const explain = staff.db.orm.all<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${query.getSQL()}`)
      plans.push(...(await staff.db.read([explain]))[0].map(({ detail }) => detail))
    }
    return results
  }
  await listBookings({ ...staff, db: { ...staff.db, read } }, { ...page, ...ask })
  expect(plans.join('\n')).toMatch(index)
  // Requests have an index to themselves, which may be read as a whole.
  expect(plans.join('\n')).not.toMatch(/SCAN bookings(?! USING INDEX bookings_pending_idx)/)
})
