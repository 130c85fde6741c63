import { expect, test } from 'vitest'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { toGrants } from '../access/grants.ts'
import type { TenantContext } from '../context.ts'
import { searchDesk } from './search-desk.ts'

async function setUp() {
  const studio = await makeTenant()
  const booking = await makeBooking(studio)
  return { studio, booking, staff: studio.makeContext({ actor: { kind: 'system' } }) }
}

async function find(ctx: TenantContext, text: string) {
  const { clients, bookings, services, trainers } = await searchDesk(ctx, { text })
  return [clients, bookings, services, trainers].map((list) => list.length)
}

test('one search finds people, what they booked, what is offered and who gives it', async () => {
  const { staff, booking } = await setUp()
  const { contactLastName: lastName, id } = booking
  expect(await find(staff, lastName.slice(0, 5))).toEqual([1, 1, 0, 0])
  expect(await find(staff, id)).toEqual([0, 1, 0, 0])
  expect(await find(staff, 'personal')).toEqual([0, 0, 1, 0])
  expect(await find(staff, 'maria')).toEqual([0, 0, 0, 1])
  expect(await find(staff, '')).toEqual([0, 0, 0, 0])
  expect(await find(staff, '%')).toEqual([0, 0, 0, 0])
})

test('nobody finds what they may not look at', async () => {
  const { studio, booking } = await setUp()
  const { contactLastName: lastName } = booking
  const as = (grants: Parameters<typeof toGrants>[0], trainerId: string | null = null) =>
    studio.makeContext({ actor: { kind: 'staff', id: 'usr_x', grants: toGrants(grants), trainerId } })
  expect(await find(as({ bookings: 'any none' }), lastName)).toEqual([0, 1, 0, 0])
  expect(await find(as({ clients: 'any none' }), lastName)).toEqual([1, 0, 0, 0])
  const own = { bookings: 'own own', clients: 'own none' } as const
  expect(await find(as(own, booking.trainerId), lastName)).toEqual([1, 1, 0, 0])
  expect(await find(as(own, ids.ivan), lastName)).toEqual([0, 0, 0, 0])
  expect(await find(as(own), lastName)).toEqual([0, 0, 0, 0])
  await expect(searchDesk(studio.ctx, { text: 'x' })).rejects.toMatchObject({ code: 'unauthorized' })
})
