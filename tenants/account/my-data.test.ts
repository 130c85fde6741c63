import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, users } from '../../db/tenant/schema/index.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { minutes } from '../durations.ts'
import { eraseMe } from './erase-me.ts'
import { exportMe } from './export-me.ts'

test('somebody takes along what is known of them, and nothing of others', async () => {
  const tenant = await makeTenant()
  const booking = await makeBooking(tenant)
  await makeBooking(tenant, { startsAt: booking.endsAt + minutes(60), contactEmail: 'ana@example.test' })
  const all = JSON.stringify(await exportMe(await signInClient(tenant)))
  expect(all).toContain(booking.id)
  expect(all).not.toContain('ana@example.test')
})

test('somebody who was no client yet is forgotten, too', async () => {
  const tenant = await makeTenant()
  const person = await signInPerson(tenant)
  expect((await exportMe(person)).records['profile']).toMatchObject([{ email: 'elena@example.test' }])
  await eraseMe(person, { cancelUpcoming: false })
  const { orm, read } = tenant.ctx.db
  const [found] = await read([orm.select().from(users).where(eq(users.email, 'elena@example.test'))])
  expect(found).toEqual([])
})

test('what is booked is cancelled only when that is wished', async () => {
  const tenant = await makeTenant()
  const { id, clientId } = await makeBooking(tenant)
  const ctx = await signInClient(tenant)
  await expect(eraseMe(ctx, { cancelUpcoming: false })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'upcoming_bookings' },
  })
  await eraseMe(ctx, { cancelUpcoming: true })
  const { orm, read } = tenant.ctx.db
  const [[row], [client]] = await read([
    orm.select().from(bookings).where(eq(bookings.id, id)),
    orm.select().from(clients).where(eq(clients.id, clientId)),
  ])
  expect(row?.status).toBe('cancelled')
  expect(client).toMatchObject({ erasedAt: tenant.clock.now(), phone: null })
})

test('only who has just shown who they are takes it along or is forgotten', async () => {
  const tenant = await makeTenant()
  const ctx = await signInClient(tenant)
  tenant.clock.advance(minutes(11))
  const cancelUpcoming = false
  for (const work of [exportMe(ctx), eraseMe(ctx, { cancelUpcoming })]) {
    await expect(work).rejects.toMatchObject({ code: 'reauthentication_required' })
  }
  const stranger = tenant.ctx
  for (const work of [exportMe(stranger), eraseMe(stranger, { cancelUpcoming })]) {
    await expect(work).rejects.toMatchObject({ code: 'unauthorized' })
  }
  const key = tenant.makeContext({ actor: staffActor })
  for (const work of [exportMe(key), eraseMe(key, { cancelUpcoming })]) {
    await expect(work).rejects.toMatchObject({ code: 'forbidden' })
  }
})
