import { describe, expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeAskers, refusedFirst, type Answers } from '../../tests/support/make-askers.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeStaffActor } from '../../tests/support/make-trainer-actor.ts'
import { readState } from '../../tests/support/read-state.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { toGrants } from '../access/grants.ts'
import { explainTime } from '../availability/explain-time.ts'
import { createBooking } from '../bookings/create-booking.ts'
import type { TenantContext } from '../context.ts'
import { changeWeeklyRule } from './change-weekly-rule.ts'
import { closeHolidays } from './close-holidays.ts'
import { createOverride } from './create-override.ts'
import { createTimeOff } from './create-time-off.ts'
import { createWeeklyRule } from './create-weekly-rule.ts'
import { deleteOverride } from './delete-override.ts'
import { deleteTimeOff } from './delete-time-off.ts'
import { deleteWeeklyRule } from './delete-weekly-rule.ts'
import { listHolidays } from './list-holidays.ts'
import { listOverrides } from './list-overrides.ts'
import { listTimeOff } from './list-time-off.ts'
import { listWeeklyRules } from './list-weekly-rules.ts'
import { getWeeklyRule } from './weekly-rule.ts'

/** Of hours there is one answer to what is somebody else's and what there is not. The front desk only looks. */
const own: Answers = {
  client: 'forbidden',
  trainer: 'done',
  'front desk': 'forbidden',
  visitor: 'unauthorized',
  'another client': 'forbidden',
  'another trainer': 'not_found',
  looker: 'forbidden',
  powerless: 'forbidden',
}
const toMake: Answers = { ...own, 'another trainer': 'forbidden' }
const forNobodyHere: Answers = { ...toMake, trainer: 'forbidden' }
const toSee: Answers = { ...own, 'front desk': 'done', looker: 'done' }

const on = '2027-01-06'
const aRule = { kind: 'open', trainerId: ids.maria, weekday: 6, startMinute: 540, endMinute: 600 } as const
const closed = { kind: 'closed', trainerId: ids.maria, fromOn: on } as const

/** Maria's hours, dates and time off, made by who may. */
async function setUp() {
  const studio = await makeClassStudio()
  await makeBooking(studio)
  const { staff } = studio
  const { id: ruleId } = await createWeeklyRule(staff, aRule)
  const { override } = await createOverride(staff, closed)
  const { timeOff } = await createTimeOff(staff, { trainerId: ids.maria, fromOn: '2027-02-01' })
  const known = { ruleId, overrideId: override.id, timeOffId: timeOff.id }
  return { ...studio, ...known, contexts: await makeAskers(studio) }
}
type Known = Awaited<ReturnType<typeof setUp>>
type Deed = (ctx: TenantContext, known: Known) => Promise<unknown>

const deeds: Record<string, [Deed, Answers]> = {
  'look at hours': [(ctx, { ruleId }) => getWeeklyRule(ctx, { ruleId, kind: 'open' }), toSee],
  'add hours': [(ctx) => createWeeklyRule(ctx, aRule), toMake],
  'change hours': [(ctx, { ruleId }) => changeWeeklyRule(ctx, { ruleId, kind: 'open', endMinute: 700 }), own],
  'take hours away': [(ctx, { ruleId }) => deleteWeeklyRule(ctx, { ruleId, kind: 'open' }), own],
  'set dates': [(ctx) => createOverride(ctx, closed), toMake],
  'set dates of the whole place': [
    (ctx) => createOverride(ctx, { ...closed, trainerId: null, locationId: ids.location }),
    forNobodyHere,
  ],
  'take dates back': [(ctx, { overrideId }) => deleteOverride(ctx, { overrideId }), own],
  'be away': [(ctx) => createTimeOff(ctx, { trainerId: ids.maria, fromOn: '2027-03-01' }), toMake],
  'be away and have somebody else come': [
    (ctx) =>
      createTimeOff(ctx, { trainerId: ids.maria, fromOn: '2027-03-01', substituteTrainerId: ids.ivan }),
    forNobodyHere,
  ],
  'be there after all': [(ctx, { timeOffId }) => deleteTimeOff(ctx, { timeOffId }), own],
  'close on holidays': [
    (ctx) => closeHolidays(ctx, { locationId: ids.location, dates: ['2027-03-03'] }),
    forNobodyHere,
  ],
}

test.each(Object.entries(deeds))('with Maria’s time: to %s', async (_name, [run, expected]) => {
  const known = await setUp()
  const stranger = await makeTenant()
  const answers: Partial<Answers> = {}
  for (const asker of refusedFirst(expected)) {
    const before = await readState(known)
    answers[asker] = await failureOf(run(known.contexts[asker], known))
    if (answers[asker] !== 'done') expect(await readState(known)).toEqual(before)
  }
  expect(answers).toEqual(expected)
  if (expected === own) {
    const elsewhere = stranger.makeContext({ actor: known.staff.actor })
    expect(await failureOf(run(elsewhere, known))).toBe('not_found')
  }
})

test('lists say to a trainer what is theirs, whatever they filter by', async () => {
  const { contexts, staff } = await setUp()
  await createOverride(staff, { ...closed, trainerId: ids.ivan })
  await createOverride(staff, { ...closed, trainerId: null, locationId: ids.location })
  await createTimeOff(staff, { trainerId: ids.ivan, fromOn: '2027-02-01' })
  const whose = async (list: Promise<{ trainerId: string | null }[]>) =>
    [...new Set((await list).map(({ trainerId }) => trainerId ?? 'all'))].toSorted()
  const lists = (ctx: TenantContext, trainerId?: string) => [
    whose(listWeeklyRules(ctx, { kind: 'open', trainerId })),
    whose(listOverrides(ctx, { trainerId })),
    whose(listTimeOff(ctx, { trainerId })),
  ]
  const { trainer, 'front desk': desk, client, powerless } = contexts

  expect(await Promise.all(lists(trainer))).toEqual([
    [ids.maria],
    // A closed place is closed for everybody.
    ['all', ids.maria],
    [ids.maria],
  ])
  expect(await Promise.all(lists(trainer, ids.ivan))).toEqual([[], [], []])
  expect(await Promise.all(lists(desk))).toEqual([
    [ids.ivan, ids.maria],
    ['all', ids.ivan, ids.maria],
    [ids.ivan, ids.maria],
  ])
  const refused = (ctx: TenantContext) => Promise.all(lists(ctx).map(failureOf))
  expect(await refused(client)).toEqual(['forbidden', 'forbidden', 'forbidden'])
  expect(await refused(powerless)).toEqual(['forbidden', 'forbidden', 'forbidden'])
  expect(await failureOf(listHolidays(trainer, { locationId: ids.location, year: 2027 }))).toBe('forbidden')
})

describe('why a time is not to be had', () => {
  const TEN = Date.UTC(2027, 0, 4, 8)
  const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  const ask = (ctx: TenantContext, changes: object = {}) =>
    explainTime(ctx, { serviceId: ids.training, startsAt: TEN, ...changes })

  test('a trainer asks of themself', async () => {
    const { contexts, staff } = await setUp()
    const { trainer, 'another trainer': ivan, client } = contexts
    await createBooking(staff, makeBookingInput({ startsAt: TEN, trainerId: ids.maria }))

    expect(await ask(trainer)).toMatchObject({ ok: false, reason: 'busy' })
    expect(await ask(ivan)).toMatchObject({ ok: true, trainerId: ids.ivan })
    expect(await failureOf(ask(ivan, { trainerId: 'maria' }))).toBe('forbidden')
    expect(await failureOf(ask(client))).toBe('forbidden')
  })

  test('and for their own clients, without hearing where those are else', async () => {
    const studio = await makeClassStudio()
    const { ctx, staff } = studio
    const withIvan = makeBookingInput({ client: elena, startsAt: TEN, trainerId: ids.ivan })
    const { booking } = await createBooking(ctx, withIvan)
    const question = { trainerId: ids.maria, clientEmail: elena.email }
    const all = await ask(staff, question)
    expect(all).toMatchObject({ reason: 'client_overlap', details: { sourceId: booking.id } })

    // Of somebody else's client nothing, of one's own no more than that there is something.
    const { trainer } = await makeAskers(studio)
    expect(await ask(trainer, question)).toMatchObject({ ok: true })
    const later = Date.UTC(2027, 0, 5, 8)
    await createBooking(ctx, makeBookingInput({ client: elena, startsAt: later, trainerId: ids.maria }))
    expect(await ask(trainer, question)).toEqual({
      ok: false,
      reason: 'client_overlap',
      sentence: 'The client has another booking at that time.',
      details: {},
      others: [],
    })
    const atTheirs = await ask(trainer, { ...question, serviceId: ids.assessment, startsAt: later })
    expect(atTheirs).toMatchObject({ ok: false, reason: 'busy' })
  })

  test('says nothing of bookings to who may only look at hours', async () => {
    const studio = await makeClassStudio()
    const { ctx, staff } = studio
    await createBooking(ctx, makeBookingInput({ client: elena, startsAt: TEN, trainerId: ids.maria }))
    const grants = toGrants({ availability: 'any none' })
    const hoursOnly = studio.makeContext({ actor: makeStaffActor(grants) })
    const atMarias = { trainerId: ids.maria }
    expect(await ask(staff, atMarias)).toMatchObject({
      details: { what: 'Personal training, Elena Ivanova' },
    })
    const answer = await ask(hoursOnly, atMarias)
    expect(answer).toMatchObject({ ok: false, reason: 'busy' })
    expect(JSON.stringify(answer)).not.toContain('Elena')
    const withIvan = { trainerId: ids.ivan, clientEmail: elena.email }
    expect(await ask(staff, withIvan)).toMatchObject({ reason: 'client_overlap' })
    expect(await ask(hoursOnly, withIvan)).toMatchObject({ ok: true })
  })

  test('of classes, a trainer asks of those they give', async () => {
    const { contexts, ...studio } = await setUp()
    const { startsAt } = await addSession(studio)
    const yoga = { serviceId: classIds.yoga, startsAt }
    expect(await ask(contexts.trainer, yoga)).toMatchObject({ ok: true })
    expect(await ask(contexts['another trainer'], yoga)).toMatchObject({ ok: false, reason: 'no_session' })
  })
})
