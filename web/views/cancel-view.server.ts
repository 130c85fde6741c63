import { redirect } from '@remix-run/cloudflare'
import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { previewCancel, type CancelPreview } from '../../tenants/bookings/preview-cancel.ts'
import { AppError, isAppError } from '../../tenants/errors.ts'
import { cancelSeriesRest } from '../../tenants/series/cancel-series-rest.ts'
import { getSeries } from '../../tenants/series/get-series.ts'
import { bookingPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { canCancel } from './booking-state.server.ts'
import { bookingPage, manageLinkOf } from './booking-view.server.ts'

/** Asks whether a booking shall be cancelled, or a series from it on, and says what that costs. */
export async function cancelPage(portal: Portal) {
  const { studio, text, words } = portal
  const page = await bookingPage(portal)
  if (page.status === 'cancelled') throw redirect(page.manageHref, 303)
  const labels = words('cancel')
  const isRest = isForRest(portal)
  const lines = await costOf(portal)
  const coming = page.party.filter(({ isOff }) => !isOff)
  const isOver = lines === null
  const ended = page.status === 'past' ? labels.startedTitle : labels.endedTitle
  return {
    page,
    canCancel: !isOver,
    title: isOver ? ended : isRest ? labels.restTitle : labels.title,
    lines: lines ?? (page.status === 'past' ? [labels.startedText] : page.leads),
    /** What was agreed, or what the studio says in general. */
    policy: isOver ? '' : page.policy || text(studio.policy),
    isRest,
    /** What it costs to cancel for all who were booked together; null when there is nobody else. */
    wholeLine: !isOver && !isRest && coming.length > 1 ? await wholeLine(portal) : null,
    words: labels,
  }
}

export type CancelPage = Awaited<ReturnType<typeof cancelPage>>

/** Cancels what was asked about: the path to go on to. Throws what `cancelBooking` and `cancelSeriesRest` throw. */
export async function cancelAnswer(portal: Portal): Promise<string> {
  const { ctx, path, request } = portal
  const link = manageLinkOf(portal)
  const form = await request.formData()
  if (isForRest(portal)) {
    const { seriesId } = await readRest(portal)
    await cancelSeriesRest(ctx, { seriesId, scope: 'following', ...link })
  } else {
    await cancelBooking(ctx, { ...link, isWholeParty: form.has('whole') })
  }
  return path(bookingPath(link.bookingId, link.manageToken))
}

const isForRest = ({ url }: Portal): boolean => url.searchParams.has('rest')

/** What it would cost, in sentences; null when it can no longer be cancelled. */
async function costOf(portal: Portal): Promise<string[] | null> {
  const { ctx } = portal
  try {
    const preview = await previewCancel(ctx, manageLinkOf(portal))
    return isForRest(portal) ? await restLines(portal) : costLines(portal, preview)
  } catch (error) {
    if (isAppError(error, 'already_started', 'not_allowed')) return null
    throw error
  }
}

function costLines({ format, say, words }: Portal, preview: CancelPreview): string[] {
  const labels = words('cancel')
  const { kind, owedMinor, currency, losesCredit, isWithinGrace, isWaivedWhenRefilled } = preview
  if (kind === 'free') return [labels.free]
  if (isWithinGrace) return [labels.forgiven]
  const amount = format.money(owedMinor, currency)
  return [
    labels.late,
    owedMinor > 0 ? say('say.costsNow', { amount }) : '',
    losesCredit ? labels.losesCredit : '',
    isWaivedWhenRefilled ? labels.refillable : '',
    labels.lateHint,
  ].filter(Boolean)
}

async function wholeLine(portal: Portal): Promise<string> {
  const { ctx, format, say, words } = portal
  const { kind, heads, owedMinor, currency, isWithinGrace } = await previewCancel(ctx, {
    ...manageLinkOf(portal),
    isWholeParty: true,
  })
  if (isWithinGrace) return words('cancel').forgiven
  if (owedMinor > 0) return say('say.wholeCosts', { count: heads, amount: format.money(owedMinor, currency) })
  return kind === 'free' ? say('say.wholeFree', { count: heads }) : ''
}

/** The series of the booking, and those of its dates that would be cancelled. */
async function readRest(portal: Portal) {
  const { ctx } = portal
  const link = manageLinkOf(portal)
  const { seriesId, startsAt } = await getBooking(ctx, link)
  if (seriesId === null) throw new AppError('not_found', 'There is no such series.')
  const { bookings, currency } = await getSeries(ctx, { seriesId, manageToken: link.manageToken })
  const rest = bookings.filter((one) => one.startsAt >= startsAt && canCancel(one, ctx.now()))
  return { seriesId, currency, rest }
}

/** What it would cost to cancel all dates from one on: only what is late by now can cost anything. */
async function restLines(portal: Portal): Promise<string[]> {
  const { ctx, format, say, words } = portal
  const { rest, currency } = await readRest(portal)
  const late = rest.filter(
    ({ status, freeCancelUntil }) => status !== 'pending' && freeCancelUntil < ctx.now(),
  )
  const previews = await Promise.all(
    late.map(async ({ id }) =>
      previewCancel(ctx, { bookingId: id, manageToken: await makeManageToken(ctx, id) }),
    ),
  )
  const owedMinor = previews.reduce((sum, preview) => sum + preview.owedMinor, 0)
  const labels = words('cancel')
  return [
    say('say.restCount', { count: new Set(rest.map(({ startsAt }) => startsAt)).size }),
    late.length === 0 ? labels.free : labels.late,
    owedMinor > 0 ? say('say.restCosts', { amount: format.money(owedMinor, currency) }) : '',
  ].filter(Boolean)
}
