import { expect, test } from 'vitest'
import { locations } from '../../db/tenant/schema/index.ts'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeStaffActor } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { minutes } from '../durations.ts'
import { closeHolidays } from './close-holidays.ts'
import { createOverride } from './create-override.ts'
import { createTimeOff } from './create-time-off.ts'
import { deleteOverride } from './delete-override.ts'
import { deleteTimeOff } from './delete-time-off.ts'
import { getWeek } from './get-week.ts'
import { listOverrides } from './list-overrides.ts'
import { listTimeOff } from './list-time-off.ts'
import { previewOverride } from './preview-override.ts'
import { previewTimeOff } from './preview-time-off.ts'
import { replaceWeek } from './replace-week.ts'
import { takeBackHours } from './take-back-hours.ts'

const trainerId = ids.maria
const day = { trainerId, fromOn: '2027-02-01' }

test('a week that was replaced is put back, unless somebody changed it since', async () => {
  const { staff } = await makeClassStudio()
  const before = await getWeek(staff, { trainerId })
  await replaceWeek(staff, { trainerId, rules: [] })

  expect(await takeBackHours(staff)).toBe(true)
  expect((await getWeek(staff, { trainerId })).digest).toBe(before.digest)

  await replaceWeek(staff, { trainerId, rules: [] })
  const other = { ...staff, actor: makeStaffActor('manager', { id: 'usr_other' }) }
  const rule = { kind: 'open', weekday: 1, startMinute: 0, endMinute: 60 } as const
  await replaceWeek(other, { trainerId, rules: [rule] })
  expect(await failureOf(takeBackHours(staff))).toBe('changed_meanwhile')
})

test('time off, dates and a year of holidays are taken back, each by who did it and soon', async () => {
  const { staff, clock, ctx } = await makeClassStudio()
  await ctx.db.write([ctx.db.orm.update(locations).set({ holidayRegion: 'BG' })])
  await createTimeOff(staff, day)
  expect(await takeBackHours(staff)).toBe(true)
  expect(await listTimeOff(staff, {})).toEqual([])

  clock.advance(minutes(1))
  await createOverride(staff, { ...day, kind: 'closed' })
  clock.advance(minutes(1))
  await closeHolidays(staff, { locationId: ids.location, dates: ['2027-03-03', '2027-05-24'] })
  const other = { ...staff, actor: makeStaffActor('manager', { id: 'usr_other' }) }
  expect(await takeBackHours(other)).toBe(false)
  expect(await takeBackHours(staff)).toBe(true)
  expect(await listOverrides(staff, {})).toHaveLength(1)

  await createOverride(staff, { ...day, kind: 'closed' })
  clock.advance(minutes(11))
  expect(await takeBackHours(staff)).toBe(false)
})

test('time off that was deleted comes back, once', async () => {
  const { staff } = await makeClassStudio()
  const { timeOff } = await createTimeOff(staff, {
    ...day,
    toOn: '2027-02-05',
    substituteTrainerId: ids.ivan,
  })
  const known = await listTimeOff(staff, {})
  const other = { ...staff, actor: makeStaffActor('manager', { id: 'usr_other' }) }
  await deleteTimeOff(other, { timeOffId: timeOff.id })

  expect(await takeBackHours(other)).toBe(true)
  const again = await listTimeOff(staff, {})
  expect(again.map(({ id: _id, ...rest }) => rest)).toEqual(known.map(({ id: _id, ...rest }) => rest))
  expect(await takeBackHours(other)).toBe(false)
  expect(await listTimeOff(staff, {})).toHaveLength(1)
})

test('what somebody else has taken back meanwhile is nothing to take back, and nothing is wrong', async () => {
  const { staff } = await makeClassStudio()
  const other = { ...staff, actor: makeStaffActor('manager', { id: 'usr_other' }) }
  await createTimeOff(staff, day)
  const [off] = await listTimeOff(staff, {})
  await deleteTimeOff(other, { timeOffId: off?.id ?? '' })
  expect(await takeBackHours(staff)).toBe(false)

  await createOverride(staff, { ...day, kind: 'closed' })
  const [dates] = await listOverrides(staff, {})
  await deleteOverride(other, { overrideId: dates?.id ?? '' })
  expect(await takeBackHours(staff)).toBe(false)
})

test('looking first at what is in the way writes nothing', async () => {
  const { staff } = await makeClassStudio()

  expect(await previewTimeOff(staff, day)).toEqual({ bookings: [], sessions: [] })
  expect(await previewOverride(staff, { ...day, kind: 'closed' })).toEqual({ bookings: [], sessions: [] })
  expect(await listOverrides(staff, {})).toEqual([])
  expect(await listTimeOff(staff, {})).toEqual([])
})
