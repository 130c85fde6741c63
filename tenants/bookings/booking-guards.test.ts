import { getTableColumns, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  NEWEST_TENANT_VERSION,
  OLDEST_TENANT_VERSION,
  openTenantDatabase,
} from '../../db/tenant/open-tenant-database.ts'
import { bookings } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { makeId } from '../ids.ts'

/** A copy of a booking by hand, past every check of ours: what an import or a careless script would do. */
function insertCopy(db: Awaited<ReturnType<typeof makeTenant>>['ctx']['db'], id: string, shiftMs: number) {
  const copyId = makeId('bkg')
  const shifted = new Set(['starts_at', 'ends_at', 'occupied_from', 'occupied_until'])
  const columns = Object.values(getTableColumns(bookings)).map(({ name }) => name)
  const values = columns.map((name) =>
    name === 'id' ? sql`${copyId}` : shifted.has(name) ? sql.raw(`${name} + ${shiftMs}`) : sql.raw(name),
  )
  return db.orm.run(sql`INSERT INTO bookings (${sql.raw(columns.join(', '))})
    SELECT ${sql.join(values, sql`, `)} FROM bookings WHERE id = ${id}`)
}

test.each([0, minutes(30), -minutes(30), hours(1), -hours(1)])(
  'a booking written past every check is refused when it meets another (%d ms away)',
  async (shift) => {
    const tenant = await makeTenant()
    const { id } = await makeBooking(tenant)
    const { db } = tenant.makeContext()

    await expect(db.write([insertCopy(db, id, shift)])).rejects.toMatchObject({
      kind: 'constraint',
      message: expect.stringContaining('bookings_no_overlap'),
    })
  },
)

test('bookings may touch once the buffer is kept, on either side', async () => {
  const tenant = await makeTenant()
  const { id } = await makeBooking(tenant)
  const { db } = tenant.makeContext()

  await db.write([insertCopy(db, id, minutes(70)), insertCopy(db, id, -minutes(70))])

  const [rows] = await db.read([db.orm.select().from(bookings)])
  expect(rows).toHaveLength(3)
})

test('a booking cannot be moved, given to another trainer or confirmed again onto a taken time', async () => {
  const tenant = await makeTenant()
  const first = await makeBooking(tenant)
  const second = await makeBooking(tenant, { startsAt: first.startsAt + hours(3) })
  const third = await makeBooking(tenant, { trainerId: ids.ivan })
  const { db } = tenant.makeContext()
  const move = sql`UPDATE bookings SET starts_at = ${first.startsAt}, ends_at = ${first.endsAt},
    occupied_from = ${first.occupiedFrom}, occupied_until = ${first.occupiedUntil} WHERE id = ${second.id}`
  const give = sql`UPDATE bookings SET trainer_id = ${ids.maria} WHERE id = ${third.id}`
  const revive = sql`UPDATE bookings SET status = 'confirmed' WHERE id = ${first.id}`

  for (const statement of [move, give]) {
    await expect(db.write([db.orm.run(statement)])).rejects.toMatchObject({ kind: 'constraint' })
  }
  await db.write([db.orm.run(sql`UPDATE bookings SET status = 'cancelled' WHERE id = ${first.id}`)])
  await makeBooking(tenant)
  await expect(db.write([db.orm.run(revive)])).rejects.toMatchObject({ kind: 'constraint' })
})

test('a booking is never deleted', async () => {
  const tenant = await makeTenant()
  await makeBooking(tenant)
  const { db } = tenant.makeContext()

  await expect(db.write([db.orm.run(sql`DELETE FROM bookings`)])).rejects.toMatchObject({
    kind: 'constraint',
  })
})

test("another tenant's database is never read nor written", async () => {
  const { address, ctx } = await makeTenant()
  const db = openTenantDatabase('ten_somebody_else', address)

  await expect(db.read([db.orm.select().from(bookings)])).rejects.toMatchObject({ kind: 'wrong_database' })
  await expect(db.write([db.orm.delete(bookings)])).rejects.toMatchObject({ kind: 'wrong_database' })
  await expect(ctx.db.read([ctx.db.orm.select().from(bookings)])).resolves.toEqual([[]])
})

test.each([
  [OLDEST_TENANT_VERSION - 1, 'wrong_version'],
  [OLDEST_TENANT_VERSION, 'read'],
  [NEWEST_TENANT_VERSION, 'read'],
  [NEWEST_TENANT_VERSION + 1, 'read'],
  [NEWEST_TENANT_VERSION + 2, 'wrong_version'],
])('a database that says version %i is %s', async (version, outcome) => {
  const { ctx, makeContext } = await makeTenant()
  const { orm, write } = ctx.db
  await write([
    orm.run(sql`DELETE FROM schema_migrations`),
    orm.run(sql`INSERT INTO schema_migrations VALUES (${version}, 'as told', 0)`),
  ])
  const { db } = makeContext()

  const read = db.read([db.orm.select().from(bookings)]).then(
    () => 'read',
    ({ kind }: { kind: string }) => kind,
  )

  expect(await read).toBe(outcome)
})
