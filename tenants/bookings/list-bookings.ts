import { and, asc, eq, gt, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, bookingStatuses, clients } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { ownKinds } from './own-bookings.ts'

const listBookingsInput = z.object({
  /** Starts in `[from, to)`. */
  from: anInstant.nullish(),
  to: anInstant.nullish(),
  trainerId: anId.nullish(),
  serviceId: anId.nullish(),
  sessionId: anId.nullish(),
  seriesId: anId.nullish(),
  clientEmail: z.string().max(254).toLowerCase().nullish(),
  status: z.enum(bookingStatuses).nullish(),
  limit: z.number().int().min(1).max(100),
  /** The last booking of the page before. */
  after: z.object({ startsAt: anInstant, id: z.string() }).nullish(),
})
export type ListBookingsInput = z.input<typeof listBookingsInput>

/**
 * The studio's bookings by time, for a trainer their own: one page, and whether there are more. For staff; one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listBookings(
  ctx: TenantContext,
  raw: ListBookingsInput,
): Promise<{ bookings: BookingView[]; hasMore: boolean }> {
  const { onlyTrainerId } = requireReach(ctx, 'bookings:view')
  const input = parseInput(listBookingsInput, raw)
  const { orm } = ctx.db
  const asked = { isAsked: and(...conditions(input), isBookedBy(ctx, input)), limit: input.limit + 1 }
  const [catalogue, [rows]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([
      orm
        .select()
        .from(bookings)
        .where(onlyTrainerId === null ? asked.isAsked : isOnOwnPages(ctx, { ...asked, onlyTrainerId }))
        .orderBy(...inOrder)
        .limit(asked.limit),
    ]),
  ])
  return {
    bookings: rows.slice(0, input.limit).map((row) => toBookingView(row, catalogue, 'planned')),
    hasMore: rows.length > input.limit,
  }
}

const inOrder = [asc(bookings.startsAt), asc(bookings.id)]

type Own = { onlyTrainerId: string; isAsked: SQL | undefined; limit: number }

/** One page of each kind of own bookings: each is found in the order of an index, both at once would be sorted as a whole. */
function isOnOwnPages({ db: { orm } }: TenantContext, { onlyTrainerId, isAsked, limit }: Own): SQL {
  const pages = ownKinds(onlyTrainerId).map((isOwn) => {
    const page = orm.select({ id: bookings.id }).from(bookings).where(and(isOwn, isAsked))
    return sql`SELECT id FROM (${page.orderBy(...inOrder).limit(limit)})`
  })
  return sql`bookings.id IN (${sql.join(pages, sql` UNION ALL `)})`
}

function isBookedBy(
  { db: { orm } }: TenantContext,
  { clientEmail }: z.output<typeof listBookingsInput>,
): SQL | undefined {
  if (!clientEmail) return undefined
  const those = orm.select({ id: clients.id }).from(clients).where(eq(clients.email, clientEmail))
  return inArray(bookings.clientId, those)
}

function conditions(input: z.output<typeof listBookingsInput>): (SQL | undefined)[] {
  const { from, to, after, status } = input
  const fields = [
    [bookings.trainerId, input.trainerId],
    [bookings.serviceId, input.serviceId],
    [bookings.sessionId, input.sessionId],
    [bookings.seriesId, input.seriesId],
  ] as const
  return [
    ...fields.map(([column, value]) => (value ? eq(column, value) : undefined)),
    typeof from === 'number' ? gte(bookings.startsAt, from) : undefined,
    typeof to === 'number' ? lt(bookings.startsAt, to) : undefined,
    status ? eq(bookings.status, status) : undefined,
    after
      ? or(
          gt(bookings.startsAt, after.startsAt),
          and(eq(bookings.startsAt, after.startsAt), gt(bookings.id, after.id)),
        )
      : undefined,
  ]
}
