import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { availabilityRules, services, settings, trainers } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import type { TenantContext } from '../context.ts'
import { changeSite } from '../site/change-site.ts'
import { giveOrdinaryWeek } from './give-ordinary-week.ts'
import { listFirstSteps } from './list-first-steps.ts'
import { putFirstStepsAway } from './put-first-steps-away.ts'

async function setUp() {
  const studio = await makeTenant()
  return { studio, staff: studio.makeContext({ actor: { kind: 'system' } }) }
}

const open = async (ctx: TenantContext) =>
  (await listFirstSteps(ctx)).steps.filter(({ isDone }) => !isDone).map(({ key }) => key)

test('a step is done when what it asks for is there, and open again when it is not', async () => {
  const { studio, staff } = await setUp()
  const { orm, write } = staff.db
  expect(await open(staff)).toEqual(['look', 'booking'])
  expect((await listFirstSteps(staff)).isBookable).toBe(true)
  await changeSite(staff, { theme: { brandColor: '#123456' } })
  await makeBooking(studio)
  expect(await open(staff)).toEqual([])

  await write([orm.delete(availabilityRules)])
  expect(await open(staff)).toEqual(['hours'])
  await write([orm.update(services).set({ status: 'archived' })])
  expect(await open(staff)).toEqual(['service', 'hours'])
  await write([orm.update(trainers).set({ isBookable: false })])
  expect(await open(staff)).toEqual(['trainer', 'service', 'hours'])
  expect((await listFirstSteps(staff)).isBookable).toBe(false)
})

test('the list is put away and taken out again, by who may change the studio', async () => {
  const { studio, staff } = await setUp()
  await putFirstStepsAway(staff, true)
  expect((await listFirstSteps(staff)).isPutAway).toBe(true)
  await putFirstStepsAway(staff, false)
  expect((await listFirstSteps(staff)).isPutAway).toBe(false)
  await expect(putFirstStepsAway(studio.ctx, true)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(listFirstSteps(studio.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  const [[row]] = await staff.db.read([staff.db.orm.select().from(settings).where(eq(settings.id, 1))])
  expect(row?.startedAt).toBeNull()
})

test('the ordinary week is for who has no hours, and leaves those of the others', async () => {
  const { studio, staff } = await setUp()
  const { orm, read, write } = staff.db
  const readRules = async () => (await read([orm.select().from(availabilityRules)]))[0]
  const before = await readRules()
  const first = before[0]?.trainerId ?? ''
  await write([orm.delete(availabilityRules).where(eq(availabilityRules.trainerId, first))])
  const others = await readRules()
  await giveOrdinaryWeek(staff)
  const after = await readRules()
  expect(after.filter(({ trainerId }) => trainerId !== first)).toEqual(others)
  const given = after.filter(({ trainerId }) => trainerId === first)
  expect(given.map(({ weekday, startMinute, endMinute }) => [weekday, startMinute, endMinute])).toEqual(
    [1, 2, 3, 4, 5].map((weekday) => [weekday, 540, 1020]),
  )
  await expect(giveOrdinaryWeek(studio.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
})
