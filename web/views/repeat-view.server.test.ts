import { beforeEach, describe, expect, it } from 'vitest'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makePortal } from '../../tests/support/make-portal.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { readCalendarFile } from '../../tests/support/read-calendar-file.ts'
import { readTenantBookings } from '../../tests/support/read-tenant-bookings.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { services } from '../../db/tenant/schema/index.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { en } from '../i18n/en.ts'
import type { Portal } from '../lib/portal.server.ts'
import { calendarFile } from './calendar-view.server.ts'
import { repeatAnswer } from './repeat-answer.server.ts'
import { repeatView } from './repeat-view.server.ts'

// Tuesday 5 January 2027, 10:00 in Sofia.
const startsAt = Date.UTC(2027, 0, 5, 8)
const second = Date.UTC(2027, 0, 12, 8)
const typed = { firstName: 'Elena', lastName: 'Petrova', email: 'elena@example.test', phone: '', notes: '' }

describe('the same time every week', () => {
  let tenant: TestTenant
  beforeEach(async () => {
    tenant = await makeTenant()
    await createBooking(tenant.makeContext(), makeBookingInput({ startsAt: second }))
  })

  const open = (query: string, form?: Record<string, string>) =>
    makePortal(tenant, { path: `/repeat${query}`, ...(form ? { form: { ...typed, ...form } } : {}) })

  const repeated = ({ catalogue }: Portal) => ({
    service: getService(catalogue, 'personal-training'),
    wish: {
      serviceId: 'personal-training',
      trainerId: 'maria',
      locationId: null,
      durationMinutes: null,
      startsAt,
    },
    timeZone: 'Europe/Sofia',
    priceMinor: 6000,
    backHref: '/back',
  })

  const view = async (query: string) => {
    const portal = await open(query)
    return repeatView(portal, repeated(portal))
  }
  const send = async (form: Record<string, string>) => {
    const portal = await open('?count=4', { key: 'series-1', ...form })
    return repeatAnswer(portal, repeated(portal))
  }
  const booked = async () =>
    (await readTenantBookings(tenant)).filter(({ contactEmail }) => contactEmail === typed.email)

  it('asks how often before it shows dates', async () => {
    expect(await view('')).toMatchObject({ dates: null, count: '10' })
    expect(await view('?count=1')).toMatchObject({ dates: null })
  })

  it('shows what is in the way of a date, and what is free instead', async () => {
    const { dates } = await view('?count=4')
    expect(dates).toMatchObject({
      summary: '3 of 4 dates are free.',
      trainer: 'With Maria Petrova',
      total: '€180',
    })
    const [, taken] = dates?.lines ?? []
    expect(taken).toMatchObject({ on: '2027-01-12', reason: en.reasons.busy })
    expect(taken?.others.length).toBeGreaterThan(0)
    expect(dates?.lines.filter(({ reason }) => reason !== null)).toHaveLength(1)
  })

  it('books what was chosen in one go, the same once when sent again', async () => {
    const { dates } = await view('?count=4')
    const other = dates?.lines[1]?.others[0]?.value ?? ''
    const form = { 'date-2027-01-12': other, 'date-2027-01-19': 'skip' }
    const answer = await send(form)
    expect(answer).toEqual({ location: expect.stringMatching(/^\/bookings\/bkg_\w+\?token=.+&new=1$/) })
    expect(await send(form)).toEqual(answer)
    const starts = (await booked()).map((row) => row.startsAt).toSorted((a, b) => a - b)
    expect(starts).toEqual([startsAt, Number(other.split('~')[0]), Date.UTC(2027, 0, 26, 8)])
  })

  it('books a party each time, and its calendar file holds every date once', async () => {
    const { db } = tenant.ctx
    await db.write([db.orm.update(services).set({ maxParty: 3, capacity: 3 })])
    const { heads, dates, form } = await view('?count=3&people=2')
    expect([heads, dates?.total, form.terms.price, form.hasGuests]).toEqual([
      '2',
      '€240',
      '€120 a date',
      true,
    ])
    expect(await view('?count=3&people=9')).toMatchObject({ heads: '3' })

    const portal = await open('?count=3&people=2', {
      key: 'party-1',
      people: '2',
      guests: 'Nina Popova',
      'date-2027-01-12': 'skip',
    })
    const answer = await repeatAnswer(portal, repeated(portal))
    const rows = (await booked()).map((row) => [row.startsAt, row.guestPosition, row.attendeeFirstName])
    const third = Date.UTC(2027, 0, 19, 8)
    expect(rows.toSorted()).toEqual([
      [startsAt, 0, null],
      [startsAt, 1, 'Nina'],
      [third, 0, null],
      [third, 1, 'Nina'],
    ])
    const path = 'location' in answer ? answer.location : ''
    const bookingId = path.split('?')[0]?.split('/').at(-1) ?? ''
    const file = readCalendarFile(
      await calendarFile(await makePortal(tenant, { path, params: { bookingId } })),
    )
    const starts = file.filter(([name]) => name === 'DTSTART').map(([, value]) => value)
    expect(starts).toEqual(['20270105T080000Z', '20270119T080000Z'])
    expect(file).toContainEqual(['UID', `${bookingId}@book.ironworks.test`])
  })

  it('books nothing while a date is undecided, and shows the dates as they are', async () => {
    const answer = await send({})
    expect(answer).toMatchObject({ status: 409, isChanged: true, values: typed })
    expect('dates' in answer ? answer.dates?.lines.map(({ reason }) => reason !== null) : []).toEqual([
      false,
      true,
      false,
      false,
    ])
    expect(await booked()).toEqual([])
  })

  it('says beside which field what is wrong', async () => {
    const answer = await send({ email: 'elena', 'date-2027-01-12': 'skip' })
    expect(answer).toMatchObject({
      status: 422,
      answer: { kind: 'invalid', errors: { email: en.fieldErrors.email } },
    })
  })
})
