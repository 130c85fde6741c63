import { and, asc, desc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, bookingSources, bookingStatuses, clients } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, anInstant } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { toBookingView, type BookingView } from './booking-view.ts'
import { isFoundBy } from './is-found-by.ts'
import { ownKinds } from './own-bookings.ts'
import { among } from './transition.ts'

const position = z.object({ startsAt: anInstant, id: z.string() })

const listBookingsInput = z.object({
  /** Starts in `[from, to)`. */
  from: anInstant.nullish(),
  to: anInstant.nullish(),
  trainerId: anId.nullish(),
  serviceId: anId.nullish(),
  locationId: anId.nullish(),
  sessionId: anId.nullish(),
  seriesId: anId.nullish(),
  clientId: anId.nullish(),
  clientEmail: z.string().max(254).toLowerCase().nullish(),
  status: z.enum(bookingStatuses).nullish(),
  source: z.enum(bookingSources).nullish(),
  /** Of these alone. */
  bookingIds: z.array(anId).max(100, 'too_many').nullish(),
  /** Requests that can still be answered. */
  needsAnswer: z.boolean().nullish(),
  /** Words of a name, an address or a number, or a booking's own id; as far as they were typed. */
  search: z.string().trim().max(100).nullish(),
  order: z.enum(['earliest', 'latest']).nullish(),
  limit: z.number().int().min(1).max(100),
  /** The last booking of the page before. */
  after: position.nullish(),
  /** Or the first of the page after: the page then ends before it. */
  before: position.nullish(),
  /** Count all that fit, up to so many. */
  countUpTo: z.number().int().min(1).max(1_000).nullish(),
})
export type ListBookingsInput = z.input<typeof listBookingsInput>
type Asked = z.output<typeof listBookingsInput>

export type BookingPage = {
  bookings: BookingView[]
  /** There are others further on; with `before`, further back. */
  hasMore: boolean
  /** How many fit in all, at most `countUpTo`; null when nobody asked. */
  count: number | null
}

/**
 * The studio's bookings by time, for a trainer their own: one page, and whether there are more. For staff; one round trip,
 * or two for a search; when names have changed, their words are written first.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; DatabaseError.
 */
export async function listBookings(ctx: TenantContext, raw: ListBookingsInput): Promise<BookingPage> {
  const { onlyTrainerId } = requireReach(ctx, 'bookings:view')
  const input = parseInput(listBookingsInput, raw)
  const isFound = input.search ? await isFoundBy(ctx, input.search) : undefined
  const { orm } = ctx.db
  const isBackwards = Boolean(input.before)
  const order = orderOf((input.order === 'latest') !== isBackwards)
  const fits = [...conditions(input), isOneOf(ctx, input), isFound, isOpenRequest(input, ctx.now())]
  const page = { isAsked: and(...fits, ...isBeyond(input)), order, limit: input.limit + 1 }
  const counted = { isAsked: and(...fits), order: [], limit: input.countUpTo ?? 0 }
  const whose = (asked: Page) =>
    onlyTrainerId === null ? asked.isAsked : isOnOwnPages(ctx, { ...asked, onlyTrainerId })
  const [catalogue, [rows, [total]]] = await Promise.all([
    getCatalogue(ctx),
    ctx.db.read([
      orm
        .select()
        .from(bookings)
        .where(whose(page))
        .orderBy(...order)
        .limit(page.limit),
      orm
        .select({ count: sql<number>`count(*)` })
        .from(
          orm
            .select({ id: bookings.id })
            .from(bookings)
            .where(whose(counted))
            .limit(counted.limit)
            .as('fitting'),
        ),
    ]),
  ])
  const shown = rows.slice(0, input.limit).map((row) => toBookingView(row, catalogue, 'planned'))
  return {
    bookings: isBackwards ? shown.toReversed() : shown,
    hasMore: rows.length > input.limit,
    count: input.countUpTo ? (total?.count ?? 0) : null,
  }
}

function orderOf(isLatestFirst: boolean): SQL[] {
  const towards = isLatestFirst ? desc : asc
  return [towards(bookings.startsAt), towards(bookings.id)]
}

type Page = { isAsked: SQL | undefined; order: SQL[]; limit: number }

/** One page of each kind of own bookings: each is found in the order of an index, both at once would be sorted as a whole. */
function isOnOwnPages(
  { db: { orm } }: TenantContext,
  { onlyTrainerId, isAsked, order, limit }: Page & { onlyTrainerId: string },
): SQL {
  const pages = ownKinds(onlyTrainerId).map((isOwn) => {
    const page = orm.select({ id: bookings.id }).from(bookings).where(and(isOwn, isAsked))
    return sql`SELECT id FROM (${page.orderBy(...order).limit(limit)})`
  })
  return sql`bookings.id IN (${sql.join(pages, sql` UNION ALL `)})`
}

function isOneOf(ctx: TenantContext, { bookingIds, clientEmail }: Asked): SQL | undefined {
  const { orm } = ctx.db
  const those = orm.select({ id: clients.id }).from(clients)
  return and(
    clientEmail ? inArray(bookings.clientId, those.where(eq(clients.email, clientEmail))) : undefined,
    bookingIds ? among(bookingIds) : undefined,
  )
}

/** In the words of the index `bookings_pending_idx`, so that only requests are looked at. */
function isOpenRequest({ needsAnswer }: Asked, now: number): SQL | undefined {
  if (!needsAnswer) return undefined
  return sql`bookings.id IN (SELECT id FROM bookings WHERE status = 'pending'
    AND (expires_at IS NULL OR expires_at > ${now}))
    AND bookings.starts_at > ${now}`
}

function conditions(input: Asked): (SQL | undefined)[] {
  const { from, to, status } = input
  const fields = [
    [bookings.trainerId, input.trainerId],
    [bookings.serviceId, input.serviceId],
    [bookings.locationId, input.locationId],
    [bookings.sessionId, input.sessionId],
    [bookings.seriesId, input.seriesId],
    [bookings.clientId, input.clientId],
    [bookings.source, input.source],
  ] as const
  return [
    ...fields.map(([column, value]) => (value ? eq(column, value) : undefined)),
    typeof from === 'number' ? gte(bookings.startsAt, from) : undefined,
    typeof to === 'number' ? lt(bookings.startsAt, to) : undefined,
    status ? eq(bookings.status, status) : undefined,
  ]
}

/** Where the page begins: a range of the index by start, then whoever of the same start comes later. */
function isBeyond({ after, before, order }: Asked): SQL[] {
  const edge = after ?? before
  if (!edge) return []
  const isUp = (order !== 'latest') === Boolean(after)
  const { startsAt, id } = edge
  return isUp
    ? [sql`bookings.starts_at >= ${startsAt}`, sql`(bookings.starts_at, bookings.id) > (${startsAt}, ${id})`]
    : [sql`bookings.starts_at <= ${startsAt}`, sql`(bookings.starts_at, bookings.id) < (${startsAt}, ${id})`]
}
