import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { changeLimit } from '../limits/change-limit.ts'
import { createLimit } from '../limits/create-limit.ts'
import { deleteLimit } from '../limits/delete-limit.ts'
import { changePolicy } from '../policies/change-policy.ts'
import { createPolicy } from '../policies/create-policy.ts'
import { changeWeeklyRule } from '../schedules/change-weekly-rule.ts'
import { createTimeOff } from '../schedules/create-time-off.ts'
import { createWeeklyRule } from '../schedules/create-weekly-rule.ts'
import { deleteTimeOff } from '../schedules/delete-time-off.ts'
import { deleteWeeklyRule } from '../schedules/delete-weekly-rule.ts'
import { archiveResource } from '../studio/archive-resource.ts'
import { archiveService } from '../studio/archive-service.ts'
import { changeBookingRules } from '../studio/change-booking-rules.ts'
import { changeLocation } from '../studio/change-location.ts'
import { changeResource } from '../studio/change-resource.ts'
import { changeService } from '../studio/change-service.ts'
import { createLocation } from '../studio/create-location.ts'
import { createResource } from '../studio/create-resource.ts'
import { createService } from '../studio/create-service.ts'
import { deleteLocation } from '../studio/delete-location.ts'

async function makeStaff(): Promise<TenantContext> {
  return (await makeTenant()).makeContext({ actor: staffActor })
}

async function readLog({ db }: TenantContext) {
  const [rows] = await db.read([db.orm.select().from(auditLog)])
  return rows.map(({ actor, action, subjectId, before, after }) => {
    expect(actor).toBe('staff:key_test')
    return { action, subjectId, before, after }
  })
}

const resource = { locationId: ids.location, name: 'Hall', pool: 'hall' }
const place = { name: 'Annex', address: 'Here', timeZone: 'Europe/Sofia' }
const limit = { subject: 'trainer', period: 'day', maxBookings: 5 } as const
const service = {
  slug: 'boxing',
  name: 'Boxing',
  durationMinutes: 60,
  price: { amountMinor: 2000, currency: 'EUR' },
} as const

test('what a service was and became is written down, and nothing else of it', async () => {
  const ctx = await makeStaff()
  const { id } = await createService(ctx, service)
  await changeService(ctx, {
    serviceId: id,
    price: { amountMinor: 2500, currency: 'EUR' },
    durationMinutes: 60,
  })
  await changeService(ctx, { serviceId: id, trainers: [{ trainerId: 'ivan' }] })
  await archiveService(ctx, { serviceId: id })
  await archiveService(ctx, { serviceId: id })

  expect(await readLog(ctx)).toMatchObject([
    { action: 'service.created', subjectId: id, after: { slug: 'boxing', priceMinor: 2000 } },
    { action: 'service.changed', before: { priceMinor: 2000 }, after: { priceMinor: 2500 } },
    { action: 'service.changed', before: { trainers: [] }, after: { trainers: [{ trainerId: ids.ivan }] } },
    { action: 'service.archived' },
  ])
  expect(Object.keys((await readLog(ctx))[1]?.after ?? {})).toEqual(['priceMinor'])
})

test('so are rooms, places, limits, policies and the rules of the studio', async () => {
  const ctx = await makeStaff()
  const { id: resourceId } = await createResource(ctx, resource)
  await changeResource(ctx, { resourceId, units: 3 })
  await archiveResource(ctx, { resourceId })
  const { id: locationId } = await createLocation(ctx, place)
  await changeLocation(ctx, { locationId, timeZone: 'Europe/Berlin' })
  await deleteLocation(ctx, { locationId })
  const { id: limitId } = await createLimit(ctx, limit)
  await changeLimit(ctx, { limitId, maxBookings: 6 })
  await deleteLimit(ctx, { limitId })
  const policy = await createPolicy(ctx, {
    name: 'All',
    rules: { freeCancel: { minutesBefore: 60 } },
  })
  await changePolicy(ctx, { policyId: policy.id, name: 'Everything' })
  await changeBookingRules(ctx, { maxWaitlistEntries: 3 })

  expect(await readLog(ctx)).toMatchObject([
    { action: 'resource.created', subjectId: resourceId, after: { pool: 'hall' } },
    { action: 'resource.changed', before: { units: 1 }, after: { units: 3 } },
    { action: 'resource.archived', subjectId: resourceId },
    { action: 'location.created', subjectId: locationId },
    {
      action: 'location.changed',
      before: { timeZone: 'Europe/Sofia' },
      after: { timeZone: 'Europe/Berlin' },
    },
    { action: 'location.deleted', subjectId: locationId },
    { action: 'limit.created', subjectId: limitId },
    { action: 'limit.changed', before: { maxBookings: 5 }, after: { maxBookings: 6 } },
    { action: 'limit.deleted', subjectId: limitId },
    { action: 'policy.created', subjectId: policy.id },
    { action: 'policy.changed', before: { name: 'All' }, after: { name: 'Everything' } },
    { action: 'booking_rules.changed', before: { maxWaitlistEntries: 10 }, after: { maxWaitlistEntries: 3 } },
  ])
})

test('what was refused is not written down', async () => {
  const ctx = await makeStaff()
  for (const work of [
    () => archiveResource(ctx, { resourceId: 'res_none' }),
    () => deleteLocation(ctx, { locationId: 'loc_none' }),
    () => deleteLocation(ctx, { locationId: ids.location }),
    () => deleteLimit(ctx, { limitId: 'lim_none' }),
    () => createService(ctx, { ...service, slug: 'assessment' }),
  ]) {
    await expect(work()).rejects.toMatchObject({ code: expect.stringMatching(/not_found|conflict/) })
  }
  expect(await readLog(ctx)).toEqual([])
})

test('whose hours were changed is written down, and not why somebody is away', async () => {
  const ctx = await makeStaff()
  const rule = { kind: 'break', trainerId: 'maria', weekday: 1, startMinute: 600, endMinute: 660 } as const
  const { id: ruleId } = await createWeeklyRule(ctx, rule)
  await changeWeeklyRule(ctx, { ruleId, kind: 'break', endMinute: 630 })
  await deleteWeeklyRule(ctx, { ruleId, kind: 'break' })
  const away = { trainerId: 'maria', isAllDay: true, fromOn: '2027-02-01', toOn: '2027-02-02' } as const
  const { timeOff } = await createTimeOff(ctx, { ...away, reason: 'Surgery' })
  await deleteTimeOff(ctx, { timeOffId: timeOff.id })
  await expect(deleteTimeOff(ctx, { timeOffId: timeOff.id })).rejects.toMatchObject({ code: 'not_found' })

  const log = await readLog(ctx)
  expect(log).toMatchObject([
    { action: 'availability.rule_created', subjectId: ruleId, after: { trainerId: ids.maria } },
    { action: 'availability.rule_changed', before: { endMinute: 660 }, after: { endMinute: 630 } },
    { action: 'availability.rule_deleted', before: { trainerId: ids.maria, endMinute: 630 } },
    { action: 'availability.time_off', subjectId: timeOff.id, after: { trainerId: ids.maria } },
    { action: 'availability.time_off_deleted', subjectId: timeOff.id },
  ])
  expect(JSON.stringify(log)).not.toContain('Surgery')
})
