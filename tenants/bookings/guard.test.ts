import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, holds, sessions, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { dropTriggers } from '../../tests/support/drop-triggers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeBookingCommand } from '../../tests/support/make-booking-command.ts'
import { makeResource, makeSession } from '../../tests/support/make-session.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { makeId } from '../ids.ts'
import type { BookCommand, NewBooking } from './booking-command.ts'
import type { Claim } from './claim.ts'
import { commitBookings } from './commit-bookings.ts'
import { findRefusal } from './find-refusal.ts'

const TEN = Date.UTC(2027, 0, 4, 8)

/** A studio whose triggers refuse nothing, so that the guard has to decide alone. */
async function makeBareTenant(): Promise<TestTenant> {
  const tenant = await makeTenant()
  await dropTriggers(tenant.ctx.db)
  return tenant
}

type Wish = Partial<NewBooking> & { claim?: Partial<Claim> }

function toCommand({ claim, ...row }: Wish): BookCommand {
  const command = makeBookingCommand({ startsAt: TEN, ...row })
  return { ...command, claim: { ...command.claim, ...claim } }
}

/** What the guard says to each, in their order, in one batch. */
async function decide({ makeContext }: TestTenant, ...wishes: [Wish, ...Wish[]]): Promise<string[]> {
  const { db } = makeContext()
  const [first, ...others] = wishes
  const commands = [toCommand(first), ...others.map(toCommand)] as const
  const outcomes = await commitBookings(db, commands)
  return Promise.all(
    outcomes.map(async (outcome, index) => {
      if (outcome.ok) return 'booked'
      const command = commands[index]
      return (command && (await findRefusal(db, command.claim))?.reason) ?? outcome.code
    }),
  )
}

const units = (id: string, count: number, startsAt = TEN, length = 60) => [
  { id, units: count, from: startsAt, until: startsAt + minutes(length) },
]

test('a room for one is not given twice, whoever the trainers are', async () => {
  const tenant = await makeBareTenant()
  await makeResource(tenant, { id: 'res_a' })

  const answers = await decide(
    tenant,
    { takes: units('res_a', 1) },
    { trainerId: ids.ivan, takes: units('res_a', 1, TEN + minutes(30)), startsAt: TEN + minutes(30) },
    { takes: units('res_a', 1, TEN + hours(1)), startsAt: TEN + minutes(70) },
  )

  expect(answers).toEqual(['booked', 'resource_taken', 'booked'])
})

test('units are counted at every instant, not over everything that meets', async () => {
  const tenant = await makeBareTenant()
  await makeResource(tenant, { id: 'res_mats', kind: 'equipment', units: 3 })
  // 10–11 two, 11–12 two: never more than two at once, so that one is left from 10 to 12, and not two.
  await decide(
    tenant,
    { takes: units('res_mats', 2), startsAt: TEN },
    { takes: units('res_mats', 2, TEN + hours(1)), startsAt: TEN + hours(2) },
  )

  const later = { trainerId: ids.ivan }
  expect(await decide(tenant, { ...later, takes: units('res_mats', 2, TEN, 120) })).toEqual([
    'resource_taken',
  ])
  expect(await decide(tenant, { ...later, takes: units('res_mats', 1, TEN, 120) })).toEqual(['booked'])
})

test('an archived resource is not to be had', async () => {
  const tenant = await makeBareTenant()
  await makeResource(tenant, { id: 'res_old', status: 'archived' })

  expect(await decide(tenant, { takes: units('res_old', 1) })).toEqual(['resource_taken'])
})

test('both buffers are kept free between two bookings when one of them asks for that', async () => {
  const tenant = await makeBareTenant()
  const buffered = (startsAt: number, gapRule: 'max' | 'sum') => {
    const endsAt = startsAt + hours(1)
    const around = { occupiedFrom: startsAt - minutes(10), occupiedUntil: endsAt + minutes(15) }
    return { startsAt, endsAt, gapRule, ...around }
  }
  await decide(tenant, buffered(TEN, 'max'))

  expect(await decide(tenant, buffered(TEN + minutes(75), 'sum'))).toEqual(['busy'])
  expect(await decide(tenant, buffered(TEN + minutes(75), 'max'))).toEqual(['booked'])
  expect(await decide(tenant, buffered(TEN - minutes(85), 'sum'))).toEqual(['booked'])
})

test('a class gives its places and no more, holds counted and cancelled ones not', async () => {
  const tenant = await makeBareTenant()
  const { id: sessionId, startsAt } = await makeSession(tenant, { capacity: 2 })
  const place = { sessionId, startsAt, trainerId: ids.ivan }

  expect(await decide(tenant, place, place, place)).toEqual(['booked', 'booked', 'session_full'])
  const { db } = tenant.makeContext()
  await db.write([
    db.orm.run(sql`UPDATE bookings SET status = 'cancelled' WHERE id = (SELECT min(id) FROM bookings)`),
  ])
  await db.write([db.orm.insert(holds).values(holdOf(sessionId, startsAt))])
  expect(await decide(tenant, place)).toEqual(['session_full'])
  // A hold that is over counts for nothing, whatever its row says.
  expect(await decide(tenant, { ...place, createdAt: TEN })).toEqual(['booked'])
})

function holdOf(sessionId: string, startsAt: number) {
  const time = {
    startsAt,
    endsAt: startsAt + hours(1),
    occupiedFrom: startsAt,
    occupiedUntil: startsAt + hours(1),
  }
  const where = { sessionId, trainerId: ids.ivan, serviceId: ids.training, locationId: ids.location }
  return {
    id: makeId('hld'),
    holder: 'somebody',
    ...where,
    ...time,
    statusAt: 0,
    createdAt: 0,
    expiresAt: TEN,
  }
}

test('places kept for walk-ins and beyond the online places are not booked online', async () => {
  const tenant = await makeBareTenant()
  const { id: sessionId, startsAt } = await makeSession(tenant, { capacity: 3, walkInCapacity: 1 })
  const place = { sessionId, startsAt, trainerId: ids.ivan }
  const byStaff: Wish = {
    ...place,
    source: 'staff',
    claim: { places: [{ sessionId, quantity: 1, isOnline: false, waitlistEntryId: null }] },
  }

  expect(await decide(tenant, place, place, place, byStaff, byStaff)).toEqual([
    'booked',
    'booked',
    'session_full',
    'booked',
    'session_full',
  ])
})

test('nobody is booked into a cancelled class', async () => {
  const tenant = await makeBareTenant()
  const { id: sessionId, startsAt } = await makeSession(tenant, { status: 'cancelled' })

  expect(await decide(tenant, { sessionId, startsAt, trainerId: ids.ivan })).toEqual(['session_full'])
})

test('nobody goes before those who wait, but past those who were passed by', async () => {
  const tenant = await makeBareTenant()
  const { id: clientId } = { id: (await makeBooking(tenant, { startsAt: TEN + hours(30) })).clientId }
  const { id: sessionId, startsAt } = await makeSession(tenant)
  const { db } = tenant.makeContext()
  const contact = {
    contactFirstName: 'A',
    contactLastName: 'B',
    contactEmail: 'a@example.test',
    locale: 'en',
  } as const
  const entry = {
    id: 'wle_1',
    requestHash: '',
    sessionId,
    clientId,
    ...contact,
    host: '',
    joinedAt: 0,
    statusAt: 0,
  }
  await db.write([db.orm.insert(waitlistEntries).values(entry)])
  const place = { sessionId, startsAt, trainerId: ids.ivan }
  const own: Wish = {
    ...place,
    claim: { places: [{ sessionId, quantity: 1, isOnline: true, waitlistEntryId: 'wle_1' }] },
  }

  expect(await decide(tenant, place, own)).toEqual(['waitlist_first', 'booked'])
  await db.write([db.orm.update(waitlistEntries).set({ skipReason: 'overlaps' })])
  expect(await decide(tenant, place)).toEqual(['booked'])
})

test('one person is not in two places at once, but a client and their child may be', async () => {
  const tenant = await makeBareTenant()
  const during = [{ startsAt: TEN, endsAt: TEN + hours(1) }]
  const of = (dependentId: string | null): Wish => ({
    contactEmail: 'elena@example.test',
    claim: { person: { clientKey: 'elena@example.test', dependentId, during } },
  })

  const answers = await decide(
    tenant,
    of(null),
    { ...of(null), trainerId: ids.ivan },
    { ...of('dep_x'), trainerId: ids.ivan },
  )

  expect(answers).toEqual(['booked', 'client_overlap', 'booked'])
})

const limit = {
  limitId: 'lim_1',
  trainerId: null,
  clientKey: null,
  serviceId: null,
  period: 'day' as const,
  from: TEN - hours(10),
  until: TEN + hours(14),
  bookings: 1,
  minutes: 60,
  maxBookings: null,
  maxMinutes: null,
}

test('a client’s, a service’s and a trainer’s limits are counted in the batch itself', async () => {
  const at = (hour: number, claim: Claim['limits'][number]): Wish => ({
    startsAt: TEN + hours(hour),
    contactEmail: 'elena@example.test',
    claim: { limits: [claim] },
  })
  const ofClient = { ...limit, subject: 'client' as const, clientKey: 'elena@example.test', maxBookings: 1 }
  const ofService = { ...limit, subject: 'service' as const, serviceId: ids.training, maxMinutes: 90 }
  const ofTrainer = { ...limit, subject: 'trainer' as const, trainerId: ids.maria, maxMinutes: 120 }

  expect(await decide(await makeBareTenant(), at(0, ofClient), at(2, ofClient))).toEqual([
    'booked',
    'client_limit',
  ])
  expect(await decide(await makeBareTenant(), at(0, ofService), at(2, ofService))).toEqual([
    'booked',
    'service_limit',
  ])
  expect(await decide(await makeBareTenant(), at(0, ofTrainer), at(2, ofTrainer), at(4, ofTrainer))).toEqual([
    'booked',
    'booked',
    'trainer_limit',
  ])
})

test('"ever" counts what was cancelled late and not what was cancelled in time', async () => {
  const tenant = await makeBareTenant()
  const ever = {
    ...limit,
    subject: 'client' as const,
    clientKey: 'elena@example.test',
    period: 'ever' as const,
    maxBookings: 1,
  }
  const again: Wish = {
    startsAt: TEN + hours(50),
    contactEmail: 'elena@example.test',
    claim: { limits: [ever] },
  }
  await decide(tenant, { contactEmail: 'elena@example.test' })
  const { db } = tenant.makeContext()
  await db.write([db.orm.update(bookings).set({ status: 'cancelled', cancelKind: 'late' })])
  expect(await decide(tenant, again)).toEqual(['client_limit'])
  await db.write([db.orm.update(bookings).set({ cancelKind: 'free' })])
  expect(await decide(tenant, again)).toEqual(['booked'])
})

test('a request that nobody answered in time no longer takes its place', async () => {
  const tenant = await makeBareTenant()
  await decide(tenant, { status: 'pending', expiresAt: 1_000 })

  expect(await decide(tenant, { createdAt: 999 })).toEqual(['busy'])
  expect(await decide(tenant, { createdAt: 1_000 })).toEqual(['booked'])
})

test('a session takes its trainer’s time until it is cancelled or they are not its trainer', async () => {
  const tenant = await makeBareTenant()
  const { startsAt } = await makeSession(tenant)
  const wish = { startsAt, trainerId: ids.ivan }
  const { db } = tenant.makeContext()
  expect(await decide(tenant, wish)).toEqual(['busy'])
  await db.write([db.orm.update(sessions).set({ status: 'needs_trainer' })])
  expect(await decide(tenant, wish)).toEqual(['booked'])
})

test('staff who say why go past all of it', async () => {
  const tenant = await makeTenant()
  await decide(tenant, {})

  expect(await decide(tenant, { overrideReason: 'Elena asked for it' })).toEqual(['booked'])
})
