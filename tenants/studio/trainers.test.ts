import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { builtInRoles } from '../access/built-in-roles.ts'
import { toGrants } from '../access/grants.ts'
import { days } from '../durations.ts'
import { archiveTrainer } from './archive-trainer.ts'
import { changeService } from './change-service.ts'
import { changeTrainer } from './change-trainer.ts'
import { createTrainer } from './create-trainer.ts'
import { getCatalogue } from './get-catalogue.ts'
import { getServiceDetails } from './get-service-details.ts'
import { getTrainerDetails } from './get-trainer-details.ts'
import { listTrainerDetails } from './list-trainer-details.ts'
import { orderServices } from './order-services.ts'
import { orderTrainers } from './order-trainers.ts'
import type { TrainerInput } from './trainer-input.ts'

const nora = { slug: 'nora', name: { en: 'Nora', bg: 'Нора' }, locationId: ids.location }

async function openStudio() {
  const tenant = await makeTenant()
  const ctx = tenant.makeContext({ actor: staffActor })
  return { ...tenant, tenant, ctx }
}

test('a trainer is added after all others, with what they give', async () => {
  const { ctx } = await openStudio()
  const made = await createTrainer(ctx, { ...nora, bio: 'Calm.', serviceIds: ['assessment'] })
  expect(made).toMatchObject({
    position: 2,
    isBookable: true,
    status: 'active',
    bio: { bg: 'Calm.' },
    serviceIds: [ids.assessment],
  })
  const { trainers } = await getCatalogue(ctx)
  expect(trainers.map(({ slug }) => slug)).toEqual(['maria', 'ivan', 'nora'])
})

const wrongs: [Partial<TrainerInput>, string, string][] = [
  [{ slug: 'maria' }, 'conflict', 'slug'],
  [{ slug: 'No Ra' }, 'invalid_input', 'slug'],
  [{ locationId: 'loc_none' }, 'invalid_input', 'locationId'],
  [{ serviceIds: ['nothing'] }, 'invalid_input', 'serviceIds.0'],
  [{ name: {} }, 'invalid_input', 'name'],
]

test.for(wrongs)('%o is refused as %s beside %s', async ([wrong, code, path]) => {
  const { ctx } = await openStudio()
  await expect(createTrainer(ctx, { ...nora, ...wrong })).rejects.toMatchObject({
    code,
    details: { errors: [{ path }] },
  })
})

test('a trainer keeps the terms of what they go on giving', async () => {
  const { ctx } = await openStudio()
  const own = { trainerId: ids.maria, price: { amountMinor: 9000, currency: 'EUR' }, durationMinutes: 90 }
  await changeService(ctx, { serviceId: ids.training, trainers: [own] })
  await changeTrainer(ctx, { trainerId: 'maria', serviceIds: [ids.training] })
  expect((await getServiceDetails(ctx, ids.training)).trainers).toEqual([own])
  expect((await getServiceDetails(ctx, ids.assessment)).trainers).toMatchObject([{ trainerId: ids.ivan }])
})

test('a trainer with something to give is not archived; one without is, and comes back', async () => {
  const { tenant, ctx, clock } = await openStudio()
  await makeBooking(tenant)
  await expect(archiveTrainer(ctx, { trainerId: ids.maria })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_bookings' },
  })
  clock.advance(days(3))
  await archiveTrainer(ctx, { trainerId: ids.maria })
  await archiveTrainer(ctx, { trainerId: ids.maria })
  expect((await getCatalogue(ctx)).trainers.map(({ id }) => id)).toEqual([ids.ivan])
  expect((await listTrainerDetails(ctx)).at(-1)).toMatchObject({ id: ids.maria, status: 'archived' })

  await expect(changeTrainer(ctx, { trainerId: ids.maria, isBookable: true })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'isBookable', code: 'archived' }] },
  })
  await changeTrainer(ctx, { trainerId: ids.maria, status: 'active', isBookable: true })
  expect((await getCatalogue(ctx)).trainers).toHaveLength(2)
})

test('whether clients can book with a trainer is a matter of hours, all else of services', async () => {
  const { makeContext } = await openStudio()
  const as = (grants: Parameters<typeof toGrants>[0]) =>
    makeContext({ actor: { ...staffActor, grants: toGrants(grants) } })
  const hours = as({ availability: 'any any', services: 'any none' })
  const offer = as({ availability: 'any none', services: 'any any' })
  await changeTrainer(hours, { trainerId: ids.maria, isBookable: false })
  expect(await getTrainerDetails(hours, ids.maria)).toMatchObject({ isBookable: false })
  await changeTrainer(offer, { trainerId: ids.maria, bio: 'New' })
  for (const refused of [
    changeTrainer(hours, { trainerId: ids.maria, bio: 'Other' }),
    changeTrainer(offer, { trainerId: ids.maria, isBookable: true }),
    changeTrainer(hours, { trainerId: ids.maria, status: 'active', isBookable: true }),
    changeTrainer(makeContext({ actor: { ...staffActor, grants: builtInRoles.trainer } }), {
      trainerId: ids.maria,
      isBookable: true,
    }),
  ])
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
})

test('an order is the site’s, and whoever is not named comes after', async () => {
  const { ctx } = await openStudio()
  await createTrainer(ctx, nora)
  await orderTrainers(ctx, { trainerIds: [ids.ivan, ids.maria] })
  await orderServices(ctx, { serviceIds: [ids.assessment] })
  const { trainers, services } = await getCatalogue(ctx)
  expect(trainers.map(({ slug }) => slug)).toEqual(['ivan', 'maria', 'nora'])
  expect(services.map(({ id }) => id)).toEqual([ids.assessment, ids.training])
  // Whoever stays where they were was not changed.
  expect(await getTrainerDetails(ctx, 'nora')).toMatchObject({ edition: 1 })
})
