import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { bulkDeeds, changeBookings, type BulkDeed } from '../../../../tenants/bookings/change-bookings.ts'
import { deleteView } from '../../../../tenants/desk/saved-views/delete-view.ts'
import { saveView } from '../../../../tenants/desk/saved-views/save-view.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { CarriedOut, RefusedForm } from '../../../lib/form-answer.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { mend } from '../mend.server.ts'
import { donePath } from '../toast.server.ts'
import { bookingsPath, readFilter } from './booking-filter.server.ts'
import { queryOf } from './bookings-view.server.ts'
import { lineOf, readMany, type ManyLine } from './many-lines.server.ts'
import { reasonText } from './booking-names.server.ts'

/** What became of what was done to many: how many it was done to, and to which not, and why. */
export type ManyResult = {
  kind: 'many'
  done: string
  left: { title: string; lines: (ManyLine & { why: string })[] } | null
  /** What takes it back; null for what cannot be. */
  undo: { deed: BulkDeed; bookingIds: string[] } | null
}

/** What takes a deed back, and the status of those it changed nothing of. */
const undoneBy: Partial<Record<BulkDeed, { deed: BulkDeed; status: BookingView['status'] }>> = {
  check_in: { deed: 'undo_check_in', status: 'checked_in' },
  no_show: { deed: 'undo_no_show', status: 'no_show' },
}

/** Carries out a form of the list: the same deed for the ticked bookings, or a view that is kept or forgotten. */
export async function bookingsAnswer(
  desk: Desk,
): Promise<CarriedOut | RefusedForm | (ManyResult & { status: number })> {
  const { ctx, request, url, words } = desk
  const form = await request.formData().catch(() => {
    throw new AppError('bad_request', 'This is no form.')
  })
  const read = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 2_000) : ''
  }
  const filter = readFilter(url.searchParams)
  const here = withQuery(bookingsPath, filter)
  const intent = read('intent')
  if (intent === 'save-view') {
    const { errors } = words('deskBookings').views
    const name = read('name')
    return mend(desk, { errors, values: { name } }, async () => {
      await saveView(ctx, { place: 'bookings', name, query: queryOf(filter) })
      return { location: donePath(here, 'viewSaved') }
    })
  }
  if (intent === 'delete-view') {
    await deleteView(ctx, { viewId: read('view') })
    return { location: donePath(here, 'viewDeleted') }
  }
  const bookingIds = form.getAll('id').filter((id) => typeof id === 'string')
  const deed = bulkDeeds.find((one) => one === intent)
  if (!deed) throw new AppError('bad_request', 'There is no such thing to do.')
  return changeMany(desk, { deed, bookingIds })
}

type Many = { deed: BulkDeed; bookingIds: string[]; reason?: string; isByStudio?: boolean }

/** Does it to each, and says what became of it. */
export async function changeMany(desk: Desk, many: Many): Promise<ManyResult & { status: number }> {
  const { ctx, say, words } = desk
  if (many.bookingIds.length === 0) {
    const { none } = words('deskBookings').bulk
    return { kind: 'many', done: none, left: null, undo: null, status: 422 }
  }
  const undo = undoneBy[many.deed]
  const before = undo ? await readMany(desk, many.bookingIds) : []
  const already = new Set(before.filter(({ status }) => status === undo?.status).map(({ id }) => id))
  const outcomes = await changeBookings(ctx, many)
  const done = outcomes.filter(({ ok }) => ok).map(({ bookingId }) => bookingId)
  const left = outcomes.flatMap((one) => (one.ok ? [] : [one]))
  const seen = await readMany(
    desk,
    left.map(({ bookingId }) => bookingId),
  )
  const lines = new Map(seen.map((booking) => [booking.id, lineOf(desk, booking)]))
  const changed = done.filter((bookingId) => !already.has(bookingId))
  return {
    kind: 'many',
    done: say('say.bulkDone', { count: done.length }),
    left:
      left.length === 0
        ? null
        : {
            title: say('say.bulkLeft', { count: left.length }),
            lines: left.map(({ bookingId, reason, code }) => ({
              ...(lines.get(bookingId) ?? { id: bookingId, who: bookingId, when: '', href: null }),
              why: reasonText(desk, reason ?? code),
            })),
          },
    undo: undo && changed.length > 0 ? { deed: undo.deed, bookingIds: changed } : null,
    status: 200,
  }
}
