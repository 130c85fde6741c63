import { and, eq, gt, or, sql } from 'drizzle-orm'
import { bookings, type BookingRow } from '../../db/tenant/schema/index.ts'
import { FREED } from '../bookings/booking-statuses.ts'
import { findByKey, type ClientKey } from '../bookings/client-key.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'

/** A booking that counts against a limit, or keeps its client from being elsewhere. */
export type Commitment = Pick<
  BookingRow,
  'startsAt' | 'endsAt' | 'serviceId' | 'status' | 'cancelKind' | 'dependentId'
> & {
  /** Of whoever wants to book. */
  isTheirs: boolean
}

type Question = { serviceId: string; /** Null: nobody known. */ clientKey: ClientKey | null }

/** A week around any instant, in any zone: what may count in the week that is now. */
const REACH_MS = days(8)

/** What counts for a client who wants a service, as `guard.ts` counts it: one round trip. Throws DatabaseError. */
export async function readCommitments(
  { db, now }: TenantContext,
  { limits }: Pick<Catalogue, 'limits'>,
  { serviceId, clientKey }: Question,
): Promise<Commitment[]> {
  const isTheirs = sql<number | null>`client_id = ${findByKey(clientKey ?? '')}`
  const isCounted = limits.some(({ subject }) => subject === 'service')
    ? or(isTheirs, eq(bookings.serviceId, serviceId))
    : isTheirs
  const countsEver = limits.some(({ period }) => period === 'ever')
  const [rows] = await db.read([
    db.orm
      .select({
        startsAt: bookings.startsAt,
        endsAt: bookings.endsAt,
        serviceId: bookings.serviceId,
        status: bookings.status,
        cancelKind: bookings.cancelKind,
        dependentId: bookings.dependentId,
        expiresAt: bookings.expiresAt,
        isTheirs,
      })
      .from(bookings)
      .where(
        and(
          isCounted,
          eq(bookings.guestPosition, 0),
          sql`(${bookings.status} NOT IN ${FREED} OR ${bookings.cancelKind} = 'late')`,
          countsEver ? undefined : gt(bookings.endsAt, now() - REACH_MS),
        ),
      ),
  ])
  // A request that nobody answered in time counts for nothing.
  const live = rows.filter(({ expiresAt }) => (expiresAt ?? Infinity) > now())
  return live.map(({ expiresAt: _until, ...row }) => ({ ...row, isTheirs: Boolean(row.isTheirs) }))
}
