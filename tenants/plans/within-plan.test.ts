import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, messages, planLimits, usageCounts } from '../../db/tenant/schema/index.ts'
import { makeBookingCommand } from '../../tests/support/make-booking-command.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeLines } from '../../tests/support/make-lines.ts'
import { addTeam } from '../../tests/support/make-team.ts'
import { makeTenant, MONDAY_MORNING, type TestTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { LimitKey } from '../../db/registry/schema/plans.ts'
import { createClient } from '../clients/create-client.ts'
import { nameDomain } from '../domains/name-domain.ts'
import { hours } from '../durations.ts'
import { archiveTrainer } from '../studio/archive-trainer.ts'
import { changeTrainer } from '../studio/change-trainer.ts'
import { createTrainer } from '../studio/create-trainer.ts'
import { toAppError } from '../to-app-error.ts'

async function openStudio(limits: Partial<Record<LimitKey, number>>) {
  const studio = await makeTenant()
  await limit(studio, limits)
  return { ...studio, studio, desk: studio.makeContext({ actor: staffActor }) }
}

async function limit({ ctx }: Pick<TestTenant, 'ctx'>, limits: Partial<Record<LimitKey, number>>) {
  const rows = Object.entries(limits).map(([key, value]) => ({ key, value }))
  const set = { value: sql`excluded.value` }
  await ctx.db.write([
    ctx.db.orm.insert(planLimits).values(rows).onConflictDoUpdate({ target: planLimits.key, set }),
  ])
}

async function usedOf({ ctx }: Pick<TestTenant, 'ctx'>, key: LimitKey) {
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ period: usageCounts.period, count: usageCounts.count })
      .from(usageCounts)
      .where(eq(usageCounts.key, key)),
  ])
  return rows
}

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => error,
  )
const isFull = { code: 'not_allowed', details: { reason: 'plan_limit' } }
const person = (index: number) => ({
  firstName: 'Ana',
  lastName: `No. ${index}`,
  email: `a${index}@example.test`,
})

test('of many who are written down at once, exactly as many come in as the plan has room for', async () => {
  const { studio, makeContext } = await openStudio({ clients: 5 })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) => createClient(makeContext({ actor: staffActor }), person(index))),
  )
  const refused = outcomes.filter((one) => one.status === 'rejected')
  expect(refused).toHaveLength(7)
  for (const { reason } of refused) expect(reason).toMatchObject(isFull)
  expect(await usedOf(studio, 'clients')).toEqual([{ period: '', count: 5 }])
})

test('who is forgotten or merged makes room; nobody comes back into a place that is taken', async () => {
  const { ctx, desk, studio } = await openStudio({ clients: 2 })
  const first = await createClient(desk, person(1))
  await createClient(desk, person(2))
  expect(await refusalOf(createClient(desk, person(3)))).toMatchObject(isFull)
  await ctx.db.write([ctx.db.orm.update(clients).set({ erasedAt: 1 }).where(eq(clients.id, first.id))])
  await createClient(desk, person(3))
  expect(await usedOf(studio, 'clients')).toEqual([{ period: '', count: 2 }])
})

test('a trainer counts while they are active, whoever brings them back', async () => {
  const { desk, studio } = await openStudio({ trainers: 3 })
  const nora = { slug: 'nora', name: { en: 'Nora', bg: 'Нора' }, locationId: ids.location }
  await createTrainer(desk, nora)
  const theo = { ...nora, slug: 'theo' }
  expect(await refusalOf(createTrainer(desk, theo))).toMatchObject(isFull)
  await archiveTrainer(desk, { trainerId: 'nora' })
  await createTrainer(desk, theo)
  const back = changeTrainer(desk, { trainerId: 'nora', status: 'active' })
  expect(await refusalOf(back)).toMatchObject(isFull)
  expect(await usedOf(studio, 'trainers')).toEqual([{ period: '', count: 3 }])
})

test('a domain named twice counts once', async () => {
  const { desk } = await openStudio({ domains: 1 })
  await nameDomain(desk, { host: 'book.one.example' })
  await nameDomain(desk, { host: 'book.one.example' })
  expect(await refusalOf(nameDomain(desk, { host: 'book.two.example' }))).toMatchObject(isFull)
})

test('in a rush for different times exactly as many are booked as the month has room for', async () => {
  const { studio, ctx } = await openStudio({ bookings_per_month: 6 })
  const request = makeLines(studio)
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      request().calendar.book(
        makeBookingCommand({
          startsAt: MONDAY_MORNING + hours(24 * index),
          contactEmail: `rush${index}@example.test`,
          createdAt: MONDAY_MORNING,
        }),
      ),
    ),
  )
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(6)
  expect(outcomes.filter((one) => !one.ok && one.code === 'plan_limit')).toHaveLength(14)
  const [rows, people] = await ctx.db.read([
    ctx.db.orm.select().from(bookings),
    ctx.db.orm.select().from(clients),
  ])
  expect([rows.length, people.length]).toEqual([6, 6])
  expect(await usedOf(studio, 'bookings_per_month')).toEqual([{ period: '2027-01', count: 6 }])
})

test('a booking counts in the month in which it is made, and stays counted; the next month begins anew', async () => {
  const { studio, clock } = await openStudio({ bookings_per_month: 1 })
  const booking = await makeBooking(studio)
  const another = makeBooking(studio, { startsAt: booking.startsAt + hours(48) })
  await expect(another).rejects.toThrow('limit:bookings_per_month')
  clock.set(Date.UTC(2027, 1, 1))
  await makeBooking(studio)
  expect(await usedOf(studio, 'bookings_per_month')).toEqual([
    { period: '2027-01', count: 1 },
    { period: '2027-02', count: 1 },
  ])
})

test('whoever is a client already books while there is no room for another', async () => {
  const { studio } = await openStudio({ clients: 1 })
  const booking = await makeBooking(studio)
  await makeBooking(studio, { startsAt: booking.startsAt + hours(48) })
  const failure = await refusalOf(
    makeBooking(studio, { startsAt: booking.startsAt + hours(96), contactEmail: 'new@example.test' }).catch(
      (error: unknown) => Promise.reject(toAppError(error)),
    ),
  )
  expect(failure).toMatchObject(isFull)
})

test('a lowered limit keeps what is there', async () => {
  const { desk, studio } = await openStudio({ clients: 9 })
  for (const index of [1, 2, 3]) await createClient(desk, person(index))
  await limit(studio, { clients: 1 })
  expect(await usedOf(studio, 'clients')).toEqual([{ period: '', count: 3 }])
  expect(await refusalOf(createClient(desk, person(4)))).toMatchObject(isFull)
})

test('the owners are told once a month when it is nearly all, and once when it is all', async () => {
  const studio = await addTeam(await makeTenant())
  const desk = studio.makeContext({ actor: staffActor })
  // Ana is there.
  await limit(studio, { clients: 5 })
  const told = async () => {
    const [rows] = await desk.db.read([
      desk.db.orm.select().from(messages).where(eq(messages.kind, 'plan_limit_near')),
    ])
    return rows.map(({ recipient, details }) => `${recipient} ${details?.['percent']}`).toSorted()
  }
  await createClient(desk, person(1))
  await createClient(desk, person(2))
  expect(await told()).toEqual([])
  const last = await createClient(desk, person(3))
  expect(await told()).toEqual(['olga@example.test 80', 'oscar@example.test 80'])
  await desk.db.write([desk.db.orm.update(clients).set({ erasedAt: 1 }).where(eq(clients.id, last.id))])
  await createClient(desk, person(4))
  expect(await told()).toHaveLength(2)
  await createClient(desk, person(5))
  expect(await told()).toEqual([
    'olga@example.test 100',
    'olga@example.test 80',
    'oscar@example.test 100',
    'oscar@example.test 80',
  ])
})
