import { abortAllDurableObjects } from 'cloudflare:test'
import { expect, inject, test } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { bookings } from '../../db/tenant/schema/index.ts'
import { sealDatabaseToken } from '../../tenants/access/database-token.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import type { BookingCommand } from '../../tenants/bookings/booking-command.ts'
import type { BookingOutcome } from '../../tenants/bookings/booking-outcome.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeBookingCommand } from '../support/make-booking-command.ts'
import { bindings } from './bindings.ts'

const tenantId = 'ten_line'
const databaseUrl = inject('databaseUrl')
const keys = parseSigningKeys(bindings.SECRET_KEYS)
const tenant = {
  id: tenantId,
  databaseUrl,
  databaseTokenEncrypted: await sealDatabaseToken({ keys, tenantId }, ''),
}

const makeCommand = (startsAt: number) => makeBookingCommand({ startsAt })

const book = async (command: BookingCommand): Promise<BookingOutcome> =>
  bindings.TRAINER_CALENDAR.getByName(`${tenantId}:${command.lineId}`).book(tenant, command)

async function readBookings() {
  const db = openTenantDatabase(tenantId, { url: databaseUrl, token: '' })
  const [rows] = await db.read([db.orm.select().from(bookings)])
  return rows.toSorted((a, b) => a.startsAt - b.startsAt)
}

function expectNoOverlap(rows: Awaited<ReturnType<typeof readBookings>>) {
  rows.forEach((row, index) => {
    const next = rows[index + 1]
    if (next) expect(row.occupiedUntil).toBeLessThanOrEqual(next.startsAt)
  })
}

test('gives a time to one of all who ask at once and tells the others that it is taken', async () => {
  const startsAt = hours(1_000)

  const outcomes = await Promise.all(Array.from({ length: 20 }, () => book(makeCommand(startsAt))))

  const answers = outcomes.map((outcome) => (outcome.ok ? 'booked' : outcome.code))
  expect(answers.toSorted()).toEqual(['booked', ...Array.from({ length: 19 }, () => 'slot_taken')])
})

test('times that touch, the buffer kept, are both given', async () => {
  const startsAt = hours(2_000)

  const outcomes = await Promise.all([book(makeCommand(startsAt)), book(makeCommand(startsAt + minutes(70)))])

  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
  expect(await book(makeCommand(startsAt + minutes(69)))).toMatchObject({ code: 'slot_taken' })
})

test('an object reset while a write is on its way never gives a time twice, and a retry finds its own', async () => {
  const rounds = 12
  const unsettled: BookingCommand[] = []
  for (let round = 0; round < rounds; round++) {
    const startsAt = hours(3_000 + round * 3)
    const before = makeCommand(startsAt)
    const lost = book(before).catch(() => undefined)
    // Long enough for the write to leave, too short for its answer to come back.
    await new Promise((resolve) => setTimeout(resolve, 10 + round * 3))
    await abortAllDurableObjects()
    const after = [makeCommand(startsAt + minutes(30)), makeCommand(startsAt)]
    await Promise.all([lost, ...after.map((command) => book(command).catch(() => undefined))])
    unsettled.push(before, ...after)
  }

  const settled = await Promise.all(unsettled.map(book))

  const rows = await readBookings()
  expectNoOverlap(rows)
  const wonIds = settled.flatMap((outcome) => (outcome.ok ? outcome.bookings.map(({ id }) => id) : []))
  expect(wonIds).toHaveLength(rounds)
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(wonIds))
})
