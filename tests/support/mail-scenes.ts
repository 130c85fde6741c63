import type { PolicyRules } from '../../db/tenant/schema/index.ts'
import { cancelByStudio } from '../../tenants/bookings/cancel-by-studio.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { confirmBooking } from '../../tenants/bookings/confirm-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { declineBooking } from '../../tenants/bookings/decline-booking.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import { cancelSession } from '../../tenants/classes/cancel-session.ts'
import { changeSession } from '../../tenants/classes/change-session.ts'
import { substituteTrainer } from '../../tenants/classes/substitute-trainer.ts'
import { days, hours, minutes } from '../../tenants/durations.ts'
import type { Mail } from '../../tenants/messages/mail-port.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import { cancelSeriesRest } from '../../tenants/series/cancel-series-rest.ts'
import type { Locale } from '../../tenants/studio/get-catalogue.ts'
import { joinWaitlist } from '../../tenants/waitlist/join-waitlist.ts'
import { elena, makeMailedStudio, type MailedStudio } from './mailed-studio.ts'
import { makeBookingInput } from './make-booking-input.ts'
import { addBooking, addSession } from './make-class-studio.ts'
import { makeSeriesInput } from './make-series-input.ts'
import { ids } from './studio-rows.ts'

/** Tuesday 5 January 2027, 16:00 in Sofia; it is Monday, 8:00. */
const TUESDAY = Date.UTC(2027, 0, 5, 14)

type Scene = (locale: Locale) => Promise<Mail[]>

/**
 * Every message there is, each brought about by what brings it about: all that Elena is told by then, in her language. The
 * last is the one the scene is for.
 */
export const mailScenes = {
  confirmed: async (locale) => (await makeBooked(locale)).receive(),
  'confirmed for three in a class': async (locale) => {
    const studio = await makeMailedStudio({ yoga: { maxParty: 3 } })
    const session = await addSession(studio, { startsAt: TUESDAY })
    const guests = [{ firstName: 'Boris', lastName: 'Ivanov' }, {}]
    const attendee =
      locale === 'bg'
        ? { firstName: 'Мила', lastName: 'Иванова' }
        : { firstName: 'Mila', lastName: 'Ivanova' }
    await createBooking(
      studio.ctx,
      makeBookingInput({ sessionId: session.id, client: elena(locale), guests, attendee }),
    )
    return studio.receive()
  },
  requested: async (locale) => (await makeAsked(locale)).receive(),
  'confirmed after a request': async (locale) => {
    const { staff, bookingId, receive } = await makeAsked(locale)
    const before = await receive()
    await confirmBooking(staff, { bookingId })
    return [...before, ...(await receive())]
  },
  declined: async (locale) => {
    const { staff, bookingId, receive } = await makeAsked(locale)
    await declineBooking(staff, { bookingId, reason: 'Maria <is> & stays ill' })
    return receive()
  },
  expired: async (locale) => {
    const { clock, receive } = await makeAsked(locale)
    clock.advance(hours(24))
    return receive()
  },
  'cancelled in time': async (locale) => {
    const { receive, manage, ctx } = await makeBooked(locale)
    const before = await receive()
    await cancelBooking(ctx, manage)
    return [...before, ...(await receive())]
  },
  'cancelled too late, with a fee': (locale) =>
    cancelLate(locale, { lateCancel: { kind: 'lose_credit_and_fee', feePercent: 50 } }),
  'cancelled too late, while the place may be taken': (locale) =>
    cancelLate(locale, { lateCancel: { kind: 'fee', feeMinor: 1500 }, isWaivedWhenRefilled: true }),
  'cancelled too late, forgiven': (locale) =>
    cancelLate(locale, { lateCancel: { kind: 'fee', feeMinor: 1500 }, grace: { count: 1, days: 30 } }),
  'cancelled by the studio': async (locale) => {
    const { staff, bookingId, receive } = await makeBooked(locale)
    const before = await receive()
    await cancelByStudio(staff, {
      bookingIds: [bookingId],
      reason: 'Maria <is> & stays ill',
      actor: 'system',
    })
    return [...before, ...(await receive())]
  },
  moved: async (locale) => {
    const { ctx, manage, receive } = await makeBooked(locale)
    const before = await receive()
    const to = { startsAt: TUESDAY - hours(4), trainerId: ids.ivan }
    await rescheduleBooking(ctx, { ...manage, ...to, idempotencyKey: 'move' })
    return [...before, ...(await receive())]
  },
  'reminded a day before': async (locale) => (await remind(locale)).slice(0, 2),
  'reminded an hour before': (locale) => remind(locale),
  'class cancelled': async (locale) => {
    const { staff, session, receive } = await makePlaced(locale)
    const before = await receive()
    await cancelSession(staff, { sessionId: session.id, reason: 'The boiler <broke> & leaks' })
    return [...before, ...(await receive())]
  },
  'another trainer': async (locale) => {
    const { staff, session, receive } = await makePlaced(locale)
    const before = await receive()
    await substituteTrainer(staff, { sessionId: session.id, trainerId: ids.ivan })
    return [...before, ...(await receive())]
  },
  'class at another time': async (locale) => {
    const { staff, session, receive } = await makePlaced(locale)
    const before = await receive()
    await changeSession(staff, { sessionId: session.id, startsAt: TUESDAY + hours(1), durationMinutes: 90 })
    return [...before, ...(await receive())]
  },
  'waiting to be booked in': async (locale) => (await makeWaiting(locale, 'promote')).receive(),
  'waiting to be asked': async (locale) => (await makeWaiting(locale, 'offer')).receive(),
  promoted: async (locale) => freePlace(await makeWaiting(locale, 'promote')),
  offered: async (locale) => freePlace(await makeWaiting(locale, 'offer')),
  'offer missed': async (locale) => {
    const studio = await makeWaiting(locale, 'offer')
    const before = await freePlace(studio)
    studio.clock.advance(minutes(30))
    return [...before, ...(await studio.receive())]
  },
  'waited in vain': async (locale) => {
    const { clock, receive } = await makeWaiting(locale, 'promote')
    const before = await receive()
    clock.set(TUESDAY)
    return [...before, ...(await receive())]
  },
  'class cancelled that was waited for': async (locale) => {
    const { staff, session, receive } = await makeWaiting(locale, 'promote')
    const before = await receive()
    await cancelSession(staff, { sessionId: session.id, reason: 'The boiler <broke> & leaks' })
    return [...before, ...toElena(await receive())]
  },
  'series booked': async (locale) => (await makeSeries(locale)).receive(),
  'rest of a series cancelled': async (locale) => {
    const { ctx, receive, seriesId, dates, manageToken } = await makeSeries(locale)
    const before = await receive()
    const bookingId = dates[1] ?? ''
    await cancelSeriesRest(ctx, { seriesId, bookingId, manageToken, scope: 'following' })
    return [...before, ...(await receive())]
  },
} satisfies Record<string, Scene>

async function makeBooked(locale: Locale, rules?: Partial<PolicyRules>) {
  const studio = await makeMailedStudio(rules ? { rules } : {})
  const client = { ...elena(locale), timeZone: 'Europe/London' }
  const { booking, manageToken } = await createBooking(
    studio.ctx,
    makeBookingInput({ startsAt: TUESDAY, client }),
  )
  return { ...studio, bookingId: booking.id, manage: { bookingId: booking.id, manageToken } }
}

async function makeAsked(locale: Locale) {
  const studio = await makeMailedStudio({ studio: { service: { approval: 'always' } } })
  const input = makeBookingInput({ startsAt: TUESDAY + days(1), client: elena(locale) })
  const { booking } = await createBooking(studio.ctx, input)
  return { ...studio, bookingId: booking.id }
}

async function cancelLate(locale: Locale, rules: Partial<PolicyRules>): Promise<Mail[]> {
  const { clock, ctx, manage, receive } = await makeBooked(locale, rules)
  const before = await receive()
  clock.set(TUESDAY - hours(2))
  await cancelBooking(ctx, manage)
  return [...before, ...(await receive())]
}

async function remind(locale: Locale): Promise<Mail[]> {
  const { clock, receive } = await makeBooked(locale)
  const mails = await receive()
  for (const ahead of [hours(24), hours(1)]) {
    clock.set(TUESDAY - ahead)
    mails.push(...(await receive()))
  }
  return mails
}

/** Elena in a class. */
async function makePlaced(locale: Locale) {
  const studio = await makeMailedStudio({ rules: {} })
  const session = await addSession(studio, { startsAt: TUESDAY })
  await createBooking(studio.ctx, makeBookingInput({ sessionId: session.id, client: elena(locale) }))
  return { ...studio, session }
}

/** Elena waits for a place in a class of one. */
async function makeWaiting(locale: Locale, waitlistMode: 'promote' | 'offer') {
  const studio = await makeMailedStudio({ yoga: { waitlistMode } })
  const session = await addSession(studio, { startsAt: TUESDAY, capacity: 1 })
  const booked = await addBooking(studio, session)
  await joinWaitlist(studio.ctx, {
    idempotencyKey: 'join',
    sessionId: session.id,
    client: elena(locale),
    host: 'book.ironworks.test',
  })
  return { ...studio, session, booked }
}

async function freePlace({
  staff,
  booked,
  receive,
}: Awaited<ReturnType<typeof makeWaiting>>): Promise<Mail[]> {
  const before = await receive()
  await cancelBooking(staff, { bookingId: booked.id })
  return [...before, ...toElena(await receive())]
}

function toElena(mails: readonly Mail[]): Mail[] {
  return mails.filter(({ to }) => to === elena('en').email)
}

type Series = { seriesId: string; dates: string[]; manageToken: string }

async function makeSeries(locale: Locale): Promise<MailedStudio & Series> {
  const studio = await makeMailedStudio()
  const { series, manageToken } = await bookSeries(
    studio.ctx,
    makeSeriesInput({ count: 4, client: elena(locale), startsAt: TUESDAY }),
  )
  return { ...studio, manageToken, seriesId: series.id, dates: series.bookings.map(({ id }) => id) }
}
