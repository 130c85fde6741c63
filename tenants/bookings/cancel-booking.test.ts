import { expect, test } from 'vitest'
import { bookings, messages } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { hours } from '../durations.ts'
import { cancelBooking } from './cancel-booking.ts'
import { completeBookings } from './complete-bookings.ts'
import { createBooking } from './create-booking.ts'
import { getBooking } from './get-booking.ts'
import { previewCancel } from './preview-cancel.ts'
import { rescheduleBooking } from './reschedule-booking.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

async function book() {
  const tenant = await makeTenant()
  const startsAt = Date.UTC(2027, 0, 6, 8)
  const { booking, manageToken } = await createBooking(tenant.ctx, makeBookingInput({ startsAt }))
  return { ...tenant, booking, link: { bookingId: booking.id, manageToken } }
}

test('frees the time, drops the reminders and tells it once, however often it is asked', async () => {
  const { makeContext, booking, link } = await book()

  const cancelled = await cancelBooking(makeContext(), { ...link, reason: 'Ill' })
  const again = await cancelBooking(makeContext(), link)

  expect(cancelled).toMatchObject({ status: 'cancelled', version: 2 })
  expect(again).toEqual(cancelled)
  const { db } = makeContext()
  const [sent] = await db.read([db.orm.select().from(messages)])
  expect(sent.filter(({ kind }) => kind === 'booking_cancelled')).toHaveLength(1)
  expect(sent.filter(({ kind }) => kind === 'reminder').map(({ state }) => state)).toEqual([
    'skipped',
    'skipped',
  ])
  const next = await createBooking(makeContext(), makeBookingInput({ startsAt: booking.startsAt }))
  expect(next.isNew).toBe(true)
})

test('is done once when two cancel at the same moment', async () => {
  const { makeContext, link } = await book()

  const answers = await Promise.all([cancelBooking(makeContext(), link), cancelBooking(makeContext(), link)])

  expect(answers.map(({ version }) => version)).toEqual([2, 2])
})

test('is refused once the session has started', async () => {
  const { makeContext, clock, booking, link } = await book()
  clock.set(booking.startsAt)

  await expect(cancelBooking(makeContext(), link)).rejects.toMatchObject({ code: 'already_started' })
})

test.each([
  ['no token', () => ''],
  ['a cut token', (token: string) => token.slice(0, -1)],
  ['a token in other case', (token: string) => token.toLowerCase()],
  ['an unknown key', (token: string) => token.replace('test.', 'old.')],
])('answers %s as it answers an unknown booking', async (_what, change) => {
  const { makeContext, link } = await book()

  const manageToken = change(link.manageToken)
  const unknown = await getBooking(makeContext(), { bookingId: 'bkg_none', manageToken }).catch(
    (e: unknown) => e,
  )

  await expect(getBooking(makeContext(), { ...link, manageToken })).rejects.toEqual(unknown)
  await expect(cancelBooking(makeContext(), { ...link, manageToken })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test("does not open with another studio's token for the same id", async () => {
  const { booking } = await book()
  const other = await makeTenant()
  const { manageToken } = await createBooking(
    other.ctx,
    makeBookingInput({ startsAt: booking.startsAt + hours(1) }),
  )

  await expect(getBooking(other.makeContext(), { bookingId: booking.id, manageToken })).rejects.toMatchObject(
    {
      code: 'not_found',
    },
  )
})

test('when the first of a party goes, the time stays with the others, and they are reminded', async () => {
  const studio = await makeTenant({ studio: { service: { maxParty: 3 } } })
  const { ctx, makeContext, clock } = studio
  const startsAt = Date.UTC(2027, 0, 6, 8)
  const input = makeBookingInput({ startsAt, guests: [{}, {}] })
  const { booking, manageToken } = await createBooking(ctx, input)

  await cancelBooking(makeContext(), { bookingId: booking.id, manageToken })

  await expect(createBooking(makeContext(), makeBookingInput({ startsAt }))).rejects.toMatchObject({
    code: 'slot_taken',
  })
  const [sent] = await ctx.db.read([ctx.db.orm.select().from(messages)])
  const reminders = sent.filter(({ kind, state }) => kind === 'reminder' && state === 'planned')
  expect(reminders.map(({ leadMinutes }) => leadMinutes).toSorted()).toEqual([1440, 60])
  expect(await findFaults(ctx.db, clock.now())).toEqual([])

  await cancelBooking(makeContext(), { bookingId: booking.id, manageToken, isWholeParty: true })
  expect((await createBooking(makeContext(), makeBookingInput({ startsAt }))).isNew).toBe(true)
  const [after] = await ctx.db.read([ctx.db.orm.select().from(messages)])
  expect(
    after.filter(({ kind, state, bookingId }) => {
      return kind === 'reminder' && state === 'planned' && sent.some((one) => one.bookingId === bookingId)
    }),
  ).toEqual([])
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('who was only given the link of one place cancels and moves that one, and nobody else', async () => {
  const studio = await makeTenant({ studio: { service: { maxParty: 3 } } })
  const { makeContext } = studio
  const startsAt = Date.UTC(2027, 0, 6, 8)
  const { party } = await createBooking(makeContext(), makeBookingInput({ startsAt, guests: [{}] }))
  const bookingId = party[1]?.id ?? ''
  const link = { bookingId, manageToken: await makeManageToken(makeContext(), bookingId) }
  const refused = { code: 'not_allowed', details: { reason: 'whole_party' } }

  await expect(cancelBooking(makeContext(), { ...link, isWholeParty: true })).rejects.toMatchObject(refused)
  await expect(previewCancel(makeContext(), { ...link, isWholeParty: true })).rejects.toMatchObject(refused)
  // Alone with a trainer, moving one would be moving all.
  const move = { ...link, idempotencyKey: 'move-1', startsAt: startsAt + hours(2) }
  await expect(rescheduleBooking(makeContext(), move)).rejects.toMatchObject(refused)
  expect((await cancelBooking(makeContext(), link)).status).toBe('cancelled')
  const { db } = makeContext()
  const [rows] = await db.read([db.orm.select().from(bookings)])
  expect(rows.map(({ status }) => status).toSorted()).toEqual(['cancelled', 'confirmed'])
})

test('the studio calls off what is confirmed, not what is over', async () => {
  const { makeContext, booking, link, clock } = await book()
  const staff = { actor: staffActor } as const
  clock.set(booking.endsAt)
  await completeBookings(makeContext())

  await expect(cancelBooking(makeContext(staff), { ...link, isByStudio: true })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'completed' },
  })
})

test.each([{ isByStudio: true }, { waiveReason: 'Please' }])('%j is for staff', async (ask) => {
  const { makeContext, link } = await book()

  await expect(cancelBooking(makeContext(), { ...link, ...ask })).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'staff_only' },
  })
})
