import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { availabilityOverrides, services, timeOff, trainers } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { makeStaffActor, makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { writeBooking, writeSession } from '../../tests/support/write-rows.ts'
import { toGrants } from '../access/grants.ts'
import { days, hours, minutes } from '../durations.ts'
import { listCalendar } from './list-calendar.ts'
import { readCalendar } from './read-calendar.ts'

const staffOf = (studio: TestTenant) => studio.makeContext({ actor: staffActor })
/** From this morning, 8:00 in Sofia, for a day. */
const dayOf = ({ clock }: TestTenant) => ({ from: clock.now(), to: clock.now() + days(1) })

test('shows appointments and classes in order, with who comes, how many are in, and the rooms they take', async () => {
  const studio = await makeClassStudio()
  const from = studio.clock.now()
  const yoga = await addSession(studio, { startsAt: from + hours(4) })
  await addBooking(studio, yoga)
  const early = await writeBooking(studio, { startsAt: from + hours(2), overrideReason: 'A friend' })

  const { entries } = await listCalendar(studio.staff, { from, to: from + days(1) })

  expect(entries).toMatchObject([
    { kind: 'appointment', id: early.id, clientName: 'Elena Ivanova', heads: 1, overrideReason: 'A friend' },
    { kind: 'session', id: yoga.id, booked: 1, capacity: 10, resourceIds: [classIds.hallA] },
  ])
})

test('shows what reaches into the range, and nothing that only touches it', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  const endsAt = from + minutes(1)
  const longBefore = { startsAt: from - hours(11), endsAt, occupiedUntil: endsAt }
  const into = await writeBooking(studio, { ...longBefore, trainerId: ids.ivan })
  await writeBooking(studio, { startsAt: from - hours(1), endsAt: from })
  await writeBooking(studio, { startsAt: to })

  const { entries } = await listCalendar(staffOf(studio), { from, to })

  expect(entries.map(({ id }) => id)).toEqual([into.id])
})

test('leaves out what takes no time any more, unless it is asked for', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  const gone = await writeBooking(studio, { startsAt: from + hours(1), status: 'cancelled' })
  const late = { status: 'pending', expiresAt: from - 1 } as const
  const unanswered = await writeBooking(studio, { startsAt: from + hours(2), ...late })
  const asked = { status: 'pending', expiresAt: from + hours(1) } as const
  const request = await writeBooking(studio, { startsAt: from + hours(4), ...asked })
  const off = await writeSession(studio, { startsAt: from + hours(6), status: 'cancelled' })

  const idsWith = async (withCancelled: boolean) =>
    (await listCalendar(staffOf(studio), { from, to, withCancelled })).entries.map(({ id }) => id)

  expect(await idsWith(false)).toEqual([request.id])
  expect(await idsWith(true)).toEqual([gone.id, unanswered.id, request.id, off.id])
})

test('a party is one appointment of so many', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  const startsAt = from + hours(2)
  const first = await writeBooking(studio, { startsAt, partyId: 'bkg_party' })
  await writeBooking(studio, { startsAt, partyId: 'bkg_party', guestPosition: 1 })

  const { entries } = await listCalendar(staffOf(studio), { from, to })

  expect(entries).toMatchObject([{ id: first.id, heads: 2 }])
})

test('is open in opening hours, less what is closed and when the trainer is away', async () => {
  const studio = await makeTenant()
  const { ctx } = studio
  const { from, to } = dayOf(studio)
  const lunch = { startsAt: from + hours(4), endsAt: from + hours(5) }
  await ctx.db.write([
    ctx.db.orm.insert(timeOff).values({ id: 'off_1', trainerId: ids.maria, ...lunch, reason: 'Dentist' }),
    ctx.db.orm.insert(availabilityOverrides).values({
      id: 'ovr_1',
      trainerId: ids.ivan,
      kind: 'closed',
      fromOn: '2027-01-04',
      toOn: '2027-01-04',
      windows: [],
    }),
  ])

  const { open, away } = await listCalendar(staffOf(studio), { from, to })

  expect(open.map(({ trainerId, startsAt, endsAt }) => [trainerId, startsAt - from, endsAt - from])).toEqual([
    [ids.maria, hours(1), hours(4)],
    [ids.maria, hours(5), hours(10)],
  ])
  expect(away).toMatchObject([{ id: 'off_1', reason: 'Dentist' }])
})

test('a trainer sees their own, also classes they help with, and learns nothing of others', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  const own = await writeBooking(studio, { startsAt: from + hours(1) })
  await writeBooking(studio, { startsAt: from + hours(1), trainerId: ids.ivan })
  const helped = { startsAt: from + hours(4), trainerId: ids.ivan, secondTrainerId: ids.maria }
  const help = await writeSession(studio, helped)
  await writeSession(studio, { startsAt: from + hours(6), trainerId: ids.ivan })
  const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })

  const { entries, open } = await listCalendar(maria, { from, to })

  expect(entries.map(({ id }) => id)).toEqual([own.id, help.id])
  expect(new Set(open.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.maria]))
  for (const trainerId of [ids.ivan, 'ivan', 'nobody']) {
    await expect(listCalendar(maria, { from, to, trainerId })).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('one trainer is named by id or slug', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  await writeBooking(studio, { startsAt: from + hours(1) })
  const { id } = await writeBooking(studio, { startsAt: from + hours(1), trainerId: ids.ivan })

  for (const trainerId of [ids.ivan, 'ivan']) {
    const { entries } = await listCalendar(staffOf(studio), { from, to, trainerId })
    expect(entries.map((entry) => entry.id)).toEqual([id])
  }
})

test('what trainers and services that are no longer offered left in the calendar keeps its name', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  const { orm, write } = studio.ctx.db
  await writeBooking(studio, { startsAt: from + hours(1) })
  await write([
    orm.update(trainers).set({ isBookable: false, status: 'archived' }),
    orm.update(services).set({ status: 'archived', color: '#aa3355' }),
  ])

  const view = await listCalendar(staffOf(studio), { from, to, trainerId: ids.maria })

  expect(view.entries).toHaveLength(1)
  expect(view.trainers).toMatchObject([{ id: ids.maria, slug: 'maria' }, { id: ids.ivan }])
  expect(view.services[0]).toMatchObject({ id: ids.training, color: '#aa3355' })
  expect(view.open).toEqual([])
})

test('whoever may only see the calendar is not told who comes, nor why somebody is away', async () => {
  const studio = await makeTenant()
  const { from, to } = dayOf(studio)
  await writeBooking(studio, { startsAt: from + hours(1) })
  const { orm, write } = studio.ctx.db
  const off = { id: 'off_1', trainerId: ids.ivan, startsAt: from, endsAt: to, reason: 'Flu' }
  await write([orm.insert(timeOff).values(off)])
  const ctx = studio.makeContext({ actor: makeStaffActor(toGrants({ calendar: 'any none' })) })

  const { entries, away } = await listCalendar(ctx, { from, to })

  expect(entries).toMatchObject([{ clientName: null }])
  expect(away).toMatchObject([{ reason: null }])
})

test.for([
  ['visitors', { kind: 'visitor' }, 'unauthorized'],
  ['clients', { kind: 'client', userId: 'usr_1', clientId: 'cli_1' }, 'forbidden'],
  ['staff without the right', makeStaffActor(toGrants({})), 'forbidden'],
] as const)('refuses %s', async ([, actor, code]) => {
  const studio = await makeTenant()
  await expect(listCalendar(studio.makeContext({ actor }), dayOf(studio))).rejects.toMatchObject({ code })
})

test('takes six weeks at most, and in order', async () => {
  const studio = await makeTenant()
  const from = studio.clock.now()
  const ask = (to: number) => listCalendar(staffOf(studio), { from, to })

  await ask(from + days(42) + hours(1))
  await expect(ask(from + days(43))).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(ask(from)).rejects.toMatchObject({ code: 'invalid_input' })
})

test('costs two round trips, one of them the catalogue’s', async () => {
  const studio = await makeTenant()
  const staff = staffOf(studio)
  await listCalendar(staff, dayOf(studio))
  expect(staff.db.roundTrips().count).toBe(2)
})

test.for([
  [null, 'bookings_start_idx (starts_at>? AND starts_at<?)'],
  ['maria', 'bookings_trainer_start_idx (trainer_id=? AND starts_at>? AND starts_at<?)'],
] as const)(
  'nothing it reads is longer to find when the history is (trainer: %s)',
  async ([trainerId, index]) => {
    const studio = await makeTenant()
    const { ctx } = studio
    const asked: { sql: string; params: unknown[] }[] = []
    const read: typeof ctx.db.read = (statements) => {
      asked.push(
        ...statements.map((one) => (one as unknown as { toSQL: () => (typeof asked)[number] }).toSQL()),
      )
      return ctx.db.read(statements)
    }
    await readCalendar(
      { ...ctx, db: { ...ctx.db, read } },
      { ...dayOf(studio), trainerId, withCancelled: false },
    )

    const plans = (await Promise.all(asked.map((one) => planOf(ctx.db, one)))).flat()
    const tables = plans.filter((step) =>
      /^(SEARCH|SCAN) (bookings|sessions|time_off|availability)/.test(step),
    )
    expect(tables).toEqual([
      `SEARCH bookings USING INDEX ${index}`,
      'SEARCH sessions USING INDEX sessions_start_idx (starts_at>? AND starts_at<?)',
      'SEARCH time_off USING INDEX time_off_trainer_idx (trainer_id=? AND ends_at>?)',
      'SEARCH availability_overrides USING INDEX availability_overrides_dates_idx (to_on>?)',
    ])
  },
)

/** How SQLite goes about a statement, a line for each step. */
async function planOf({ orm, read }: TestTenant['ctx']['db'], statement: { sql: string; params: unknown[] }) {
  const [first = '', ...parts] = statement.sql.split('?')
  const chunks = parts.flatMap((part, index) => [sql`${statement.params[index]}`, sql.raw(part)])
  const [steps] = await read([
    orm.all<{ detail: string }>(sql.join([sql.raw(`EXPLAIN QUERY PLAN ${first}`), ...chunks])),
  ])
  return steps.map(({ detail }) => detail)
}
