import { expect, test } from 'vitest'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createWeeklyRule } from '../schedules/create-weekly-rule.ts'
import { deleteWeeklyRule } from '../schedules/delete-weekly-rule.ts'
import { createLimit } from '../limits/create-limit.ts'
import { deleteLimit } from '../limits/delete-limit.ts'
import { archiveResource } from './archive-resource.ts'
import { archiveService } from './archive-service.ts'
import { createLocation } from './create-location.ts'
import { createResource } from './create-resource.ts'
import { createService } from './create-service.ts'
import { deleteLocation } from './delete-location.ts'
import { getCatalogue } from './get-catalogue.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

test('whoever changes what the catalogue shows sees it changed, in the same request too', async () => {
  const { makeContext } = await makeTenant()
  const ctx = makeContext({ actor: staffActor })
  const count = async () => {
    const { locations, resources, services, limits, trainers } = await getCatalogue(ctx)
    const hours = trainers.flatMap(({ weeklyHours }) => weeklyHours)
    return [locations, resources, services, limits, hours].map(({ length }) => length)
  }
  expect(await count()).toEqual([1, 0, 2, 0, 10])

  const place = await createLocation(ctx, { name: 'Beach', address: 'Varna', timeZone: 'Europe/Sofia' })
  const room = await createResource(ctx, { locationId: ids.location, name: 'Room', pool: 'rooms' })
  const service = await createService(ctx, {
    slug: 'massage',
    name: 'Massage',
    durationMinutes: 60,
    price: { amountMinor: 0, currency: 'EUR' },
  })
  const limit = await createLimit(ctx, { subject: 'client', period: 'day', maxBookings: 1 })
  const sunday = { kind: 'open', trainerId: ids.maria, weekday: 7, startMinute: 600, endMinute: 660 } as const
  const rule = await createWeeklyRule(ctx, sunday)
  expect(await count()).toEqual([2, 1, 3, 1, 11])

  await deleteLocation(ctx, { locationId: place.id })
  await archiveResource(ctx, { resourceId: room.id })
  await archiveService(ctx, { serviceId: service.id })
  await deleteLimit(ctx, { limitId: limit.id })
  await deleteWeeklyRule(ctx, { ruleId: rule.id, kind: 'open' })
  expect(await count()).toEqual([1, 0, 2, 0, 10])
})
