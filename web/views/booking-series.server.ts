import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { isFreed } from '../../tenants/bookings/booking-statuses.ts'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { getSeries } from '../../tenants/series/get-series.ts'
import { bookingPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { markOf } from './booking-party.server.ts'
import { canCancel } from './booking-state.server.ts'

/** The dates that were booked in one go with a booking, and those that were left out; null when it is on its own. */
export async function bookingSeries(portal: Portal, booking: BookingView, manageToken: string) {
  const { ctx, format, path, say, words } = portal
  const { seriesId, seriesPosition, timeZone } = booking
  if (seriesId === null) return null
  const series = await getSeries(ctx, { seriesId, manageToken })
  const labels = words('booking')
  const dates = onePerDate(series.bookings, booking)
  const booked = await Promise.all(
    dates.map(async (one) => ({
      key: one.id,
      startsAt: one.startsAt,
      when: format.whenNear(one.startsAt, timeZone),
      mark: one.id === booking.id ? labels.thisOne : markOf(labels, one.status),
      isOff: one.status === 'cancelled',
      href: one.id === booking.id ? null : path(bookingPath(one.id, await makeManageToken(ctx, one.id))),
      addBack: null,
    })),
  )
  const open = series.openDates.map(({ position, startsAt }) => ({
    key: `open-${position}`,
    startsAt,
    when: format.whenNear(startsAt, timeZone),
    mark: labels.skipped,
    isOff: true,
    href: null,
    addBack: { startsAt: String(startsAt), key: crypto.randomUUID() },
  }))
  // What was cancelled and can be added back is one line, not two.
  const shown = booked.filter(
    ({ isOff, startsAt }) => !isOff || !open.some((one) => one.startsAt === startsAt),
  )
  const isThisOff = !shown.some(({ key }) => key === booking.id)
  const rest = dates.filter((one) => one.startsAt >= booking.startsAt && canCancel(one, ctx.now())).length
  return {
    title: say('say.seriesCount', { position: (seriesPosition ?? 0) + 1, count: series.wish.count }),
    /** What there is to pay for all of them; nothing once none is booked. */
    total: series.totalMinor > 0 ? format.money(series.totalMinor, series.currency) : '',
    dates: [...shown, ...open].toSorted((a, b) => a.startsAt - b.startsAt),
    restHref:
      rest > 1 && !isThisOff
        ? path(withQuery(bookingPath(booking.id, manageToken, '/cancel'), { rest: '1' }))
        : null,
  }
}

/** Of a party one stands for its date: the one who is looked at, else the first who comes. */
export function onePerDate(rows: BookingView[], shown: Pick<BookingView, 'id'>): BookingView[] {
  const byDate = Map.groupBy(rows, ({ startsAt }) => startsAt)
  return [...byDate.values()].flatMap((party) => {
    const own = party.find(({ id }) => id === shown.id)
    return own ?? party.find(({ status }) => !isFreed(status)) ?? party[0] ?? []
  })
}

export type BookingSeriesView = NonNullable<Awaited<ReturnType<typeof bookingSeries>>>
