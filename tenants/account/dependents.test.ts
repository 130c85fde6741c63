import { expect, test } from 'vitest'
import { signInClient, signInPerson } from '../../tests/support/make-account.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { getBooking } from '../bookings/get-booking.ts'
import { days, minutes } from '../durations.ts'
import { addDependent } from './add-dependent.ts'
import { changeDependent } from './change-dependent.ts'
import { listDependents } from './list-dependents.ts'
import { removeDependent } from './remove-dependent.ts'

const mila = { firstName: 'Mila', lastName: 'Ivanova' }
const boris = { firstName: 'Boris', lastName: 'Ivanov' }

test('somebody writes down whom they book for, once each', async () => {
  const tenant = await makeTenant()
  const ctx = await signInClient(tenant)
  const added = await addDependent(ctx, mila)
  tenant.clock.advance(minutes(1))
  await addDependent(ctx, boris)
  expect(await addDependent(ctx, { firstName: ' Mila ', lastName: 'Ivanova' })).toEqual(added)
  expect(await listDependents(ctx)).toMatchObject([mila, boris])
})

test('who was booked for as a guest is in the family, under one name only', async () => {
  const tenant = await makeTenant()
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  const ctx = await signInClient(tenant)
  const { id } = await addDependent(ctx, mila)
  tenant.clock.advance(minutes(1))
  await createBooking(tenant.ctx, makeBookingInput({ client, attendee: mila }))
  expect(await listDependents(ctx)).toEqual([{ id, ...mila }])

  const milena = { firstName: 'Milena', lastName: 'Ivanova' }
  expect(await changeDependent(ctx, { dependentId: id, ...milena })).toEqual({ id, ...milena })
  expect(await listDependents(ctx)).toEqual([{ id, ...milena }])
})

test('somebody with a booking to come stays; afterwards the booking keeps the name', async () => {
  const tenant = await makeTenant()
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  const { booking, manageToken } = await createBooking(
    tenant.ctx,
    makeBookingInput({ client, attendee: mila }),
  )
  const ctx = await signInClient(tenant)
  const [{ id: dependentId } = { id: '' }] = await listDependents(ctx)

  await expect(removeDependent(ctx, { dependentId })).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'has_bookings' },
  })
  expect(await listDependents(ctx)).toHaveLength(1)

  tenant.clock.advance(days(1))
  await removeDependent(ctx, { dependentId })
  expect(await listDependents(ctx)).toEqual([])
  expect(await getBooking(tenant.ctx, { bookingId: booking.id, manageToken })).toMatchObject({
    attendee: mila,
  })
})

test('twenty people are a family, more are not', async () => {
  const ctx = await signInClient(await makeTenant())
  const many = Array.from({ length: 20 }, (_, index) => ({ firstName: `Child ${index}`, lastName: 'Ivanov' }))
  // At once: the limit is exact.
  await Promise.all(many.map((name) => addDependent(ctx, name)))
  await expect(addDependent(ctx, mila)).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'too_many' },
  })
  expect(await listDependents(ctx)).toHaveLength(20)
})

test('somebody else’s family is not there', async () => {
  const [tenant, elsewhere] = [await makeTenant(), await makeTenant()]
  const elena = await signInClient(tenant)
  const { id: dependentId } = await addDependent(elena, mila)
  const strangers = [
    await signInClient(tenant, { email: 'ana@example.test' }),
    await signInPerson(tenant, { email: 'staff@example.test' }),
    await signInClient(elsewhere),
  ]
  for (const ctx of strangers) {
    await expect(changeDependent(ctx, { dependentId, ...boris })).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeDependent(ctx, { dependentId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listDependents(ctx)).toEqual([])
  }
  for (const ctx of [tenant.ctx, tenant.makeContext({ actor: staffActor })]) {
    for (const work of [
      listDependents(ctx),
      addDependent(ctx, boris),
      changeDependent(ctx, { dependentId, ...boris }),
      removeDependent(ctx, { dependentId }),
    ]) {
      await expect(work).rejects.toMatchObject({ code: 'unauthorized' })
    }
  }
  expect(await listDependents(elena)).toEqual([{ id: dependentId, ...mila }])
})

test('a name is one line of text', async () => {
  const ctx = await signInClient(await makeTenant())
  const raw = { firstName: ' ', lastName: 'A\u202eB' }
  await expect(addDependent(ctx, raw)).rejects.toMatchObject({
    code: 'invalid_input',
    details: {
      errors: [
        { path: 'firstName', code: 'required' },
        { path: 'lastName', code: 'not_plain' },
      ],
    },
  })
})
