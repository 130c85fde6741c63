import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, charges, clients, clientWords as wordRows } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeTenant, MONDAY_MORNING, type TestTenant } from '../../tests/support/make-tenant.ts'
import { toGrants } from '../access/grants.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { clientWords } from './client-words.ts'
import { createClient } from './create-client.ts'
import { indexClients } from './index-clients.ts'
import { listClients, type ListClientsInput } from './list-clients.ts'

async function setUp() {
  const studio = await makeTenant()
  return { studio, staff: studio.makeContext({ actor: { kind: 'system' } }) }
}

let made = 0
function add(staff: TenantContext, name: string, changes: object = {}) {
  const [firstName = '', lastName = ''] = name.split(' ')
  made += 1
  return createClient(staff, { firstName, lastName, email: `c${made}@studio.test`, ...changes })
}

const find = async (ctx: TenantContext, query: Partial<ListClientsInput>) =>
  (await listClients(ctx, { limit: 100, ...query })).clients.map(({ firstName }) => firstName)

async function expectWordsToFit({ ctx: { db } }: TestTenant) {
  const [known, words] = await db.read([
    db.orm
      .select()
      .from(clients)
      .where(sql`erased_at IS NULL AND merged_into_id IS NULL`),
    db.orm.select().from(wordRows),
  ])
  const toLines = (id: string, list: readonly string[]) => list.map((word) => `${id} ${word}`)
  expect(words.map(({ clientId, word }) => `${clientId} ${word}`).toSorted()).toEqual(
    known.flatMap((client) => toLines(client.id, clientWords(client))).toSorted(),
  )
}

test('whoever writes a client, by whatever way, they are found by what is known of them now', async () => {
  const { studio, staff } = await setUp()
  const { orm, write } = staff.db
  const { id } = await add(staff, 'Ана Илиева', { phone: '+359888111222' })
  await makeBooking(studio)
  await indexClients(staff)
  await expectWordsToFit(studio)
  for (const change of [
    { firstName: 'Яна' },
    { lastName: 'Тестова' },
    { email: 'yana@other.test' },
    { phone: null },
    { email: null },
  ]) {
    await write([orm.update(clients).set(change).where(eq(clients.id, id))])
    await find(staff, { search: 'a' })
    await expectWordsToFit(studio)
  }
  expect(await find(staff, { search: 'ЯНА тест' })).toEqual(['Яна'])
  await write([orm.update(clients).set({ erasedAt: 1, firstName: 'Erased' }).where(eq(clients.id, id))])
  await indexClients(staff)
  expect(await find(staff, { search: 'erased' })).toEqual([])
})

test('somebody changed while words are written is written again', async () => {
  const { studio, staff } = await setUp()
  const { id } = await add(staff, 'Ana Ilieva')
  const { orm, write } = staff.db
  const late: TenantContext = {
    ...staff,
    db: {
      ...staff.db,
      write: async (statements) => {
        await write([orm.update(clients).set({ firstName: 'Boyana' }).where(eq(clients.id, id))])
        late.db.write = write
        return write(statements)
      },
    },
  }
  await indexClients(late)
  await expectWordsToFit(studio)
})

test('every word typed is the beginning of one of theirs', async () => {
  const { staff } = await setUp()
  await add(staff, 'Elena Ivanova', { phone: '+359888123456', email: 'eli@lotus.test' })
  await add(staff, 'Elena Petrova')
  await add(staff, 'Ivan Elenkov')
  const answers = await Promise.all(
    [
      'elen iv',
      'IVANOVA elena',
      'lotus',
      'eli@lo',
      '0888 12',
      '888123456',
      '+359888',
      'vanova',
      'x',
      '%',
      '""',
    ].map((search) => find(staff, { search })),
  )
  expect(answers).toEqual([
    ['Ivan', 'Elena'],
    ['Elena'],
    ['Elena'],
    ['Elena'],
    ['Elena'],
    ['Elena'],
    ['Elena'],
    [],
    [],
    [],
    [],
  ])
})

test('one page follows the other in each order', async () => {
  const { studio, staff } = await setUp()
  for (const name of ['C B', 'B B', 'A B', 'D A']) {
    await add(staff, name)
    studio.clock.set(studio.clock.now() + 1)
  }
  const walk = async (sort: ListClientsInput['sort']) => {
    const first = await listClients(staff, { sort, limit: 2 })
    const second = await listClients(staff, { sort, limit: 2, after: first.clients[1]?.id })
    expect([first.hasMore, second.hasMore, first.count]).toEqual([true, false, 4])
    return [...first.clients, ...second.clients].map(({ firstName }) => firstName).join('')
  }
  expect(await walk('name')).toBe('DABC')
  expect(await walk('newest')).toBe('DABC')
  expect(await find(staff, { sort: 'last_visit' })).toEqual([])
  expect(await failureOf(listClients(staff, { limit: 2, after: 'cli_none' }))).toBe('invalid_input')
})

test('each segment has whom it says', async () => {
  const { studio, staff } = await setUp()
  const { orm, write } = staff.db
  const ago = (count: number) => MONDAY_MORNING - days(count)
  const addAt = async (name: string, at: number, changes: object = {}) => {
    const { id } = await add(staff, name)
    await write([
      orm
        .update(clients)
        .set({ createdAt: at, ...changes })
        .where(eq(clients.id, id)),
    ])
    return id
  }
  const visit = (clientId: string, day: number) => visitAt(studio, { clientId, day })
  await addAt('New A', ago(29))
  const risky = await addAt('Risky A', ago(200))
  for (const day of [40, 35, 30]) await visit(risky, ago(day))
  const fresh = await addAt('Fresh A', ago(200))
  for (const day of [40, 35, 20]) await visit(fresh, ago(day))
  const lapsed = await addAt('Lapsed A', ago(200))
  await visit(lapsed, ago(61))
  const owing = await addAt('Owing A', ago(200), { bornOn: '1990-02-03' })
  const bookingId = await visit(owing, ago(1))
  await write([
    orm.insert(charges).values({
      id: 'chg_1',
      bookingId,
      kind: 'no_show',
      amountMinor: 1500,
      currency: 'EUR',
      losesCredit: false,
      state: 'owed',
      createdAt: 0,
    }),
  ])
  await addAt('Later A', ago(200), { bornOn: '1990-02-04' })

  const segments = ['new', 'at_risk', 'lapsed', 'birthdays', 'owes', 'no_visit'] as const
  const found = await Promise.all(segments.map(async (segment) => [segment, await find(staff, { segment })]))
  expect(Object.fromEntries(found)).toEqual({
    new: ['New', 'Elena'],
    at_risk: ['Risky'],
    lapsed: ['Lapsed'],
    birthdays: ['Owing'],
    owes: ['Owing'],
    // Elena's bookings are theirs by now.
    no_visit: ['Later', 'New', 'Elena'],
  })
  const { clients: listed } = await listClients(staff, { segment: 'owes', limit: 1 })
  expect(listed[0]).toMatchObject({ bookings: 1, owed: [{ amountMinor: 1500, currency: 'EUR' }], tagIds: [] })

  const poor = studio.makeContext({
    actor: { kind: 'staff', id: 'usr_x', grants: toGrants({ clients: 'any any' }), trainerId: null },
  })
  expect(await failureOf(listClients(poor, { segment: 'owes', limit: 1 }))).toBe('forbidden')
  expect((await listClients(poor, { limit: 1 })).clients[0]?.owed).toBeNull()
})

/** A visit of theirs with Maria, who has nobody else then. */
async function visitAt(
  studio: TestTenant,
  { clientId, day }: { clientId: string; day: number },
): Promise<string> {
  const { orm, read, write } = studio.ctx.db
  const [taken] = await read([orm.select({ id: bookings.id }).from(bookings)])
  const startsAt = day - hours(2 * taken.length)
  const { id } = await makeBooking(studio, { startsAt, endsAt: startsAt + hours(1) })
  await write([orm.update(bookings).set({ clientId }).where(eq(bookings.id, id))])
  return id
}

test('a filter that leaves more than are counted gives the same first page, by name, as one that leaves few', async () => {
  const { staff } = await setUp()
  const { orm, write } = staff.db
  // In the order of neither names nor ids.
  await write([
    orm.run(sql`INSERT INTO tags (id, name, name_key, created_at) VALUES ('tag_all', 'All', 'all', 0)`),
    orm.run(sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
      INSERT INTO clients (id, first_name, last_name, locale, born_on, created_at)
      SELECT 'cli_' || i, printf('%05d', i * 7919 % 1201), 'P', 'en', date(${staff.now() / 1000}, 'unixepoch', '1 day'),
        ${staff.now()} FROM n`),
    orm.run(sql`INSERT INTO client_tags (client_id, tag_id) SELECT id, 'tag_all' FROM clients`),
    orm.run(sql`INSERT INTO client_activity (client_id, bookings, first_starts_at, last_starts_at)
      SELECT id, 3, 0, ${staff.now() - days(30)} FROM clients WHERE id <> 'cli_1'`),
  ])
  const first = ['00001', '00002', '00003']
  const firstOf = async (query: Partial<ListClientsInput>) => {
    const { clients: found, count } = await listClients(staff, { limit: 3, ...query })
    return [found.map(({ firstName }) => firstName), count]
  }
  for (const query of [
    { segment: 'new' },
    { segment: 'birthdays' },
    { segment: 'at_risk' },
    { tagId: 'tag_all' },
  ] as const) {
    expect(await firstOf(query)).toEqual([first, 1001])
  }
  expect(await firstOf({ segment: 'no_visit' })).toEqual([['00713'], 1])
  await write([
    orm.run(sql`UPDATE client_activity SET last_starts_at = 0`),
    orm.run(sql`DELETE FROM client_tags WHERE client_id NOT IN ('cli_1', 'cli_2')`),
  ])
  expect(await firstOf({ segment: 'lapsed' })).toEqual([first, 1001])
  expect(await firstOf({ segment: 'lapsed', tagId: 'tag_all' })).toEqual([[named(2)], 1])
  const next = await listClients(staff, { limit: 3, segment: 'new', after: 'cli_1' })
  expect(next.clients.map(({ firstName }) => firstName)).toEqual(['00714', '00715', '00716'])
})

const named = (i: number) => String((i * 7919) % 1201).padStart(5, '0')
