import { expect, test } from 'vitest'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { hours } from '../durations.ts'
import { cancelBooking } from './cancel-booking.ts'
import { changeBooking } from './change-booking.ts'
import { createBooking } from './create-booking.ts'
import { getBooking } from './get-booking.ts'

/** Two on Wednesday 6 January 2027: Elena, and a guest without a name. */
async function book() {
  const studio = await makeTenant({ studio: { service: { maxParty: 2 } } })
  const input = makeBookingInput({ startsAt: Date.UTC(2027, 0, 6, 8), guests: [{}], notes: 'First time' })
  const { booking, party, manageToken } = await createBooking(studio.makeContext(), input)
  const guest = { bookingId: party[1]?.id ?? '', manageToken }
  return { ...studio, guest, link: { bookingId: booking.id, manageToken } }
}

test('a guest gets a name, another one, and none', async () => {
  const { makeContext, guest } = await book()
  const name = async (attendee: { firstName: string; lastName?: string } | null) =>
    (await changeBooking(makeContext(), { ...guest, attendee })).attendee

  expect(await name({ firstName: ' Bo ', lastName: 'Berg' })).toEqual({ firstName: 'Bo', lastName: 'Berg' })
  expect(await name({ firstName: 'Cy' })).toEqual({ firstName: 'Cy', lastName: null })
  expect(await name(null)).toEqual({ firstName: null, lastName: null })
})

test('whoever booked for a party sees its guests; a guest’s own link shows that guest alone', async () => {
  const { ctx, makeContext, guest, link } = await book()
  const own = await makeManageToken(ctx, guest.bookingId)

  expect(await getBooking(makeContext(), guest)).toMatchObject({ id: guest.bookingId, guestPosition: 1 })
  expect((await getBooking(makeContext(), { ...guest, manageToken: own })).id).toBe(guest.bookingId)
  await expect(getBooking(makeContext(), { ...link, manageToken: own })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('what is not given stays', async () => {
  const { makeContext, guest } = await book()
  await changeBooking(makeContext(), { ...guest, attendee: { firstName: 'Bo' } })

  expect(await changeBooking(makeContext(), { ...guest, notes: 'Late' })).toMatchObject({
    notes: 'Late',
    attendee: { firstName: 'Bo' },
  })
  expect(await changeBooking(makeContext(), { ...guest, notes: '' })).toMatchObject({
    notes: null,
    attendee: { firstName: 'Bo' },
    version: 1,
  })
})

test('whoever stands in for the first of a party keeps their own name', async () => {
  const { makeContext, guest, link } = await book()
  await changeBooking(makeContext(), { ...guest, attendee: { firstName: 'Bo', lastName: 'Berg' } })
  await cancelBooking(makeContext(), link)

  expect(await changeBooking(makeContext(), { ...guest, attendee: { firstName: 'Cy' } })).toMatchObject({
    guestPosition: 0,
    attendee: { firstName: 'Cy', lastName: null },
  })
})

test.each([
  ['the client', {}, { attendee: { firstName: 'Bo' } }, 'not_allowed'],
  ['a name with a line break', { isGuest: true }, { attendee: { firstName: 'B\no' } }, 'invalid_input'],
  ['a note that is too long', {}, { notes: 'x'.repeat(1_001) }, 'invalid_input'],
])('%s is refused', async (_what, { isGuest = false }: { isGuest?: boolean }, change, code) => {
  const { makeContext, guest, link } = await book()

  await expect(
    changeBooking(makeContext(), { ...(isGuest ? guest : link), ...change }),
  ).rejects.toMatchObject({
    code,
  })
})

test('what is cancelled stays as it is, and another link does not open it', async () => {
  const { makeContext, guest } = await book()
  const other = await createBooking(
    makeContext(),
    makeBookingInput({ startsAt: Date.UTC(2027, 0, 6, 8) + hours(2) }),
  )
  const stolen = { bookingId: guest.bookingId, manageToken: other.manageToken }

  await expect(changeBooking(makeContext(), { ...stolen, notes: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await cancelBooking(makeContext(), guest)
  await expect(changeBooking(makeContext(), { ...guest, notes: 'Late' })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'cancelled' },
  })
})
