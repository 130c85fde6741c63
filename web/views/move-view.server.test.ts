import { beforeEach, describe, expect, it } from 'vitest'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { hours } from '../../tenants/durations.ts'
import { en } from '../i18n/en.ts'
import { moveAnswer, moveConfirm } from './move-confirm.server.ts'
import { movePage } from './move-view.server.ts'

// Wednesday 6 January 2027, 14:00 in Sofia, with Maria.
const startsAt = Date.UTC(2027, 0, 6, 12)

describe('moving a booking', () => {
  let tenant: TestTenant
  let bookingId: string
  let manageToken: string

  beforeEach(async () => {
    tenant = await makeTenant()
    const made = await createBooking(tenant.makeContext(), makeBookingInput({ startsAt }))
    bookingId = made.booking.id
    manageToken = made.manageToken
  })

  function open(query = '', form?: Record<string, string>) {
    const path = `/bookings/${bookingId}/move?token=${encodeURIComponent(manageToken)}${query}`
    return makePortal(tenant, { path, params: { bookingId }, ...(form ? { form } : {}) })
  }

  it('opens its own day with its own trainer, and its own time is not in its way', async () => {
    const { choices } = await movePage(await open(), false)
    expect(choices?.strip.days.find(({ isSelected }) => isSelected)?.on).toBe('2027-01-06')
    expect(choices?.trainers.find(({ isCurrent }) => isCurrent)?.slug).toBe('maria')
    const times = choices?.day.parts.flatMap((part) => part.times.map(({ time }) => time)) ?? []
    expect(times).toContain('13:30')
    expect(times).toContain('14:30')
    expect(times).not.toContain('14:00')
  })

  it('asks before it moves, and says what else changes', async () => {
    const question = await moveConfirm(await open('&to=20270107T0800Z~ivan'))
    expect(question).toMatchObject({
      from: { day: 'Wednesday 6 January', times: '14:00–15:00' },
      to: { day: 'Thursday 7 January', times: '10:00–11:00' },
      trainer: 'Ivan Kolev',
      price: null,
    })
  })

  it('moves it once, however often the form is sent', async () => {
    const send = async () => moveAnswer(await open('&to=20270107T0800Z~maria', { key: 'move-1' }))
    const answer = await send()
    expect(answer).toEqual({ location: expect.stringMatching(/^\/bookings\/bkg_\w+\?token=.+&moved=1$/) })
    expect(await send()).toEqual(answer)
    const booking = await getBooking(tenant.makeContext(), { bookingId, manageToken })
    expect(booking).toMatchObject({ startsAt: Date.UTC(2027, 0, 7, 8), rescheduleCount: 1 })
  })

  it('offers other times when somebody was faster, and leaves it where it was', async () => {
    const taken = makeBookingInput({ startsAt: Date.UTC(2027, 0, 7, 8) })
    await createBooking(tenant.makeContext(), taken)
    const answer = await moveAnswer(await open('&to=20270107T0800Z~maria', { key: 'move-1' }))
    expect(answer).toMatchObject({ status: 409, title: en.move.takenTitle })
    const times = 'times' in answer ? answer.times : []
    expect(times[0]?.href).toContain('to=20270107T0800Z%7Eivan')
    expect(await getBooking(tenant.makeContext(), { bookingId, manageToken })).toMatchObject({ startsAt })
  })

  it('says why it can no longer be moved', async () => {
    tenant.clock.set(startsAt - hours(3))
    const page = await movePage(await open(), false)
    expect(page).toMatchObject({ refused: en.reasons.too_late_to_move, choices: null, sessions: null })
    const answer = await moveAnswer(await open('&to=20270107T0800Z~maria', { key: 'move-1' }))
    expect(answer).toMatchObject({ status: 422, title: en.move.refusedTitle })
  })

  it('knows no time that is none', async () => {
    await expect(open('&to=soon~maria').then(moveConfirm)).rejects.toMatchObject({ code: 'not_found' })
  })
})
