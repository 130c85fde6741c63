import { expect, test } from 'vitest'
import { auditLog, locations } from '../../db/tenant/schema/index.ts'
import { failureOf, failuresOf } from '../../tests/support/failure-of.ts'
import { addBooking, addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { listAvailableSlots } from '../availability/list-available-slots.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { createOverride } from './create-override.ts'
import { getWeek } from './get-week.ts'
import { previewWeek } from './preview-week.ts'
import { replaceWeek } from './replace-week.ts'
import { fromLine, toLine, toLines } from './week-lines.ts'

const weekdays = [1, 2, 3, 4, 5]
/** "Monday 9 to 12" as `open(1, 9, 12)`. */
const open = (weekday: number, from: number, to: number) =>
  ({ kind: 'open', weekday, startMinute: from * 60, endMinute: to * 60 }) as const
const trainerId = ids.maria

/** An hour that begins then, without buffers. */
const hourAt = (startsAt: number) => {
  const endsAt = startsAt + hours(1)
  return { startsAt, endsAt, occupiedFrom: startsAt, occupiedUntil: endsAt }
}

const replace = (ctx: TenantContext, rules: object[], digest?: string) =>
  // What is wrong with them is what is tested.
  replaceWeek(ctx, { trainerId, rules: rules as ReturnType<typeof open>[], digest })
const linesOf = async (ctx: TenantContext) => toLines((await getWeek(ctx, { trainerId })).rules)

test('a week is replaced at once, and what stays keeps its name', async () => {
  const { staff, ctx } = await makeClassStudio()
  const announced: (readonly string[])[] = []
  const calendar = { ...staff.calendar, announce: async (ids: readonly string[]) => void announced.push(ids) }
  const before = await getWeek(staff, { trainerId: 'maria' })
  const rules = [open(1, 9, 18), open(2, 8, 12), open(2, 14, 20)]

  const { week } = await replace({ ...staff, calendar }, rules, before.digest)

  expect(week).toEqual(await getWeek(staff, { trainerId }))
  expect(toLines(week.rules)).toEqual(['open 1 09:00-18:00', 'open 2 08:00-12:00', 'open 2 14:00-20:00'])
  expect(week.rules[0]?.id).toBe(before.rules[0]?.id)
  expect(announced).toEqual([[ids.maria]])
  const [entries] = await ctx.db.read([ctx.db.orm.select().from(auditLog)])
  expect(entries).toMatchObject([
    {
      action: 'availability.week_replaced',
      subjectId: ids.maria,
      before: { rules: weekdays.map((day) => `open ${day} 09:00-18:00`) },
      after: { rules: toLines(week.rules) },
    },
  ])
  expect((await getWeek(staff, { trainerId: ids.ivan })).rules).toHaveLength(5)

  await replace(staff, rules)
  expect((await ctx.db.read([ctx.db.orm.select().from(auditLog)]))[0]).toHaveLength(1)
})

test('hours that overlap become one; those that touch, or hold otherwise, do not', async () => {
  const { staff } = await makeClassStudio()
  const seasonal = { ...open(1, 9, 12), validFromOn: '2027-06-01' }
  const lunch = { ...open(1, 12, 13), kind: 'break' as const }

  await replace(staff, [open(1, 9, 13), open(1, 12, 15), open(1, 15, 18), seasonal, lunch, open(1, 9, 13)])

  expect(await linesOf(staff)).toEqual([
    'break 1 12:00-13:00',
    'open 1 09:00-12:00 from=2027-06-01',
    'open 1 09:00-15:00',
    'open 1 15:00-18:00',
  ])
})

test('hours past midnight stay on the day they begin, and are offered', async () => {
  const { staff, ctx } = await makeClassStudio()

  await replace(staff, [open(5, 22, 26)])

  const { slots } = await listAvailableSlots(ctx, {
    serviceId: ids.training,
    trainerId,
    fromOn: '2027-01-08',
    toOn: '2027-01-09',
  })
  // From 22:00 until 01:00 in Sofia, every half hour.
  expect(slots.map(({ startsAt }) => (startsAt - Date.UTC(2027, 0, 8, 20)) / 1_800_000)).toEqual([
    0, 1, 2, 3, 4, 5, 6,
  ])
})

test('of two who saw the same week, one replaces it', async () => {
  const { staff, makeContext } = await makeClassStudio()
  const { digest } = await getWeek(staff, { trainerId })
  const another = () => makeContext({ actor: staff.actor })

  const answers = await failuresOf([
    replace(another(), [open(1, 8, 12)], digest),
    replace(another(), [open(2, 8, 12)], digest),
    replace(another(), [open(3, 8, 12)], digest),
  ])

  expect(answers.toSorted()).toEqual(['changed_meanwhile', 'changed_meanwhile', 'done'])
  expect(await linesOf(staff)).toEqual([`open ${answers.indexOf('done') + 1} 08:00-12:00`])
  expect(await failureOf(replace(staff, [], digest))).toBe('changed_meanwhile')
})

test('the answer tells of what the new hours leave outside, before and after', async () => {
  const studio = await makeClassStudio()
  const { staff } = studio
  const at = (day: number, hour: number) => hourAt(Date.UTC(2027, 0, day, hour))
  // In Sofia at 10 and 16 on a Tuesday, at 16 on a Wednesday that has hours of its own, and at 20, where there never were any.
  const [morning, , , evening] = [
    await addSession(studio, at(5, 8)),
    await addSession(studio, at(5, 14)),
    await addSession(studio, at(6, 14)),
    await addSession(studio, at(5, 18)),
  ]
  const own = await addBooking(studio, morning, { sessionId: null, ...at(12, 14) })
  await addBooking(studio, evening, { sessionId: null, ...at(12, 8) })
  await createOverride(staff, {
    trainerId,
    kind: 'replace',
    fromOn: '2027-01-06',
    windows: [{ startMinute: 900, endMinute: 1080 }],
  })
  const rules = weekdays.map((day) => open(day, 9, 12))

  const previewed = await previewWeek(staff, { trainerId, rules })
  expect(previewed.affected.sessions.map(({ startsAt }) => startsAt)).toEqual([at(5, 14).startsAt])
  expect(previewed.affected.bookings.map(({ id }) => id)).toEqual([own.id])
  expect(await linesOf(staff)).toHaveLength(5)

  const { affected } = await replace(staff, rules)
  expect(affected).toEqual(previewed.affected)
})

test('across a change of clocks, a booking is judged by the clock on the wall', async () => {
  const studio = await makeClassStudio()
  // 29 March 2027 is the first Monday of summer time: 9:00 in Sofia is 6:00 UTC, a week before it was 7:00.
  const summer = Date.UTC(2027, 2, 29, 6)
  const session = await addSession(studio)
  await addBooking(studio, session, { sessionId: null, ...hourAt(summer) })

  const kept = await previewWeek(studio.staff, { trainerId, rules: [open(1, 9, 10)] })
  const left = await previewWeek(studio.staff, { trainerId, rules: [open(1, 8, 9)] })

  expect([kept.affected.bookings.length, left.affected.bookings.length]).toEqual([0, 1])
})

test('hours at a place that is left are no hours there any more', async () => {
  const studio = await makeClassStudio()
  const { staff, ctx } = studio
  const place = { id: 'loc_plovdiv', name: { en: 'Plovdiv' }, address: {}, timeZone: 'Europe/Sofia' }
  await ctx.db.write([ctx.db.orm.insert(locations).values(place)])
  const there = { ...open(6, 9, 18), locationId: place.id }
  await replace(staff, [there, { ...open(6, 12, 13), kind: 'break', locationId: place.id }])
  const startsAt = Date.UTC(2027, 0, 9, 8)
  await addSession(studio, { startsAt, locationId: place.id, takes: [] })

  const { affected } = await replace(staff, [{ ...there, locationId: null }])

  expect(affected.sessions).toHaveLength(1)
  const away = { ...open(6, 12, 13), kind: 'break', locationId: place.id }
  expect(await replace(staff, [away]).catch(({ details }) => details.errors)).toMatchObject([
    { path: 'rules.0.locationId', code: 'trainer_not_there' },
  ])
})

test.each([
  [{ ...open(1, 9, 12), weekday: 8 }, 'rules.0.weekday'],
  [open(1, 12, 9), 'rules.0.endMinute'],
  [open(1, 9, 34), 'rules.0.endMinute'],
  [{ ...open(1, 9, 12), everyNWeeks: 2 }, 'rules.0.anchorOn'],
  [{ ...open(1, 9, 12), locationId: 'loc_none' }, 'rules.0.locationId'],
  [{ ...open(1, 9, 12), validFromOn: '2027-02-01', validToOn: '2027-01-01' }, 'rules.0.validToOn'],
])('%j is refused, and nothing of the week is written', async (rule, path) => {
  const { staff } = await makeClassStudio()
  const before = await getWeek(staff, { trainerId })

  const refused = await replace(staff, [rule, open(2, 9, 12)]).catch(({ details }) => details.errors)

  expect(refused).toMatchObject([{ path }])
  expect(await getWeek(staff, { trainerId })).toEqual(before)
})

test('a trainer replaces their own week and nobody else’s', async () => {
  const { staff, makeContext } = await makeClassStudio()
  const as = (id: string) => makeContext({ actor: makeTrainerActor(id) })

  expect(await failureOf(replace(as(ids.ivan), [open(1, 8, 9)]))).toBe('forbidden')
  expect(await failureOf(getWeek(as(ids.ivan), { trainerId }))).toBe('forbidden')
  expect(await failureOf(previewWeek(as(ids.ivan), { trainerId, rules: [] }))).toBe('forbidden')
  expect(await linesOf(staff)).toHaveLength(5)
  expect(await failureOf(replace(as(ids.maria), [open(1, 8, 9)]))).toBe('done')
  expect(await failureOf(replace(makeContext(), []))).toBe('unauthorized')
})

test('a rule is written as a line and read again', () => {
  const rule = {
    ...open(7, 22, 26),
    locationId: 'loc_x',
    validFromOn: '2027-01-01',
    validToOn: null,
    everyNWeeks: 2,
    anchorOn: '2027-01-09',
  }

  expect(toLine(rule)).toBe('open 7 22:00-26:00 at=loc_x from=2027-01-01 every=2 since=2027-01-09')
  expect(fromLine(toLine(rule))).toEqual(rule)
  expect(fromLine('open 8 22:00-26:00')).toBeUndefined()
})
