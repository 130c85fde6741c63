import { and, eq, sql, type SQL } from 'drizzle-orm'
import {
  bookings,
  policyVersions,
  waitlistEntries,
  type BookingRow,
  type PolicyRules,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { cancelRows } from '../bookings/cancel-rows.ts'
import { isAgreedPolicy } from '../policies/agreed-policy.ts'
import { endEntries } from '../waitlist/end-entries.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { promoteWaiting } from '../waitlist/promote-waiting.ts'

/** What a client and the studio still have to do with each other. */
export type Engagements = {
  /** Still to come, with the rules agreed to. */
  upcoming: { row: BookingRow; rules: PolicyRules | null }[]
  /** Somebody is in the studio, or should be: there is nothing to cancel any more. */
  underWay: BookingRow[]
  /** Places in lines. */
  waiting: { sessionId: string }[]
}

/** As a condition on `bookings`: it is not over. In the place of a trainer or a class until then. */
function isUnfinished(now: number): SQL {
  return sql`${bookings.status} IN ('pending', 'confirmed', 'checked_in') AND ${bookings.endsAt} > ${now}`
}

/** As a condition: this client has none of it any more. */
export function hasNone(clientId: string, now: number): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM ${bookings} WHERE ${bookings.clientId} = ${clientId} AND ${isUnfinished(now)})
    AND NOT EXISTS (SELECT 1 FROM ${waitlistEntries}
      WHERE ${waitlistEntries.clientId} = ${clientId} AND ${waitlistEntries.status} IN ${IN_LINE})`
}

/** One round trip. Throws DatabaseError. */
export async function readEngagements({ db, now }: TenantContext, clientId: string): Promise<Engagements> {
  const at = now()
  const [found, waiting] = await db.read([
    db.orm
      .select({ row: bookings, rules: policyVersions.rules })
      .from(bookings)
      .leftJoin(policyVersions, isAgreedPolicy)
      .where(and(eq(bookings.clientId, clientId), isUnfinished(at))),
    db.orm
      .select({ sessionId: waitlistEntries.sessionId })
      .from(waitlistEntries)
      .where(and(eq(waitlistEntries.clientId, clientId), sql`${waitlistEntries.status} IN ${IN_LINE}`)),
  ])
  const isUnderWay = ({ status, startsAt }: BookingRow) => status === 'checked_in' || startsAt <= at
  return {
    upcoming: found.filter(({ row }) => !isUnderWay(row)),
    underWay: found.map(({ row }) => row).filter(isUnderWay),
    waiting,
  }
}

type Ending = Engagements & { clientId: string; actor: string; isTold: boolean }

/**
 * Ends all that can be ended: out of every line first, so that no place that becomes free is theirs again, then every
 * booking by its own terms, late ones at their price.
 *
 * Throws DatabaseError.
 */
export async function endEngagements(ctx: TenantContext, ending: Ending): Promise<void> {
  const { upcoming, waiting, clientId, actor, isTold } = ending
  const { db } = ctx
  if (waiting.length > 0) {
    const isTheirs = sql`client_id = ${clientId}`
    const [first, ...others] = endEntries({ where: isTheirs, status: 'left', now: ctx.now() })
    await db.write([db.orm.run(first), ...others.map((statement) => db.orm.run(statement))])
    for (const sessionId of new Set(waiting.map((entry) => entry.sessionId)))
      await promoteWaiting(ctx, sessionId)
  }
  if (upcoming.length > 0) {
    await cancelRows(ctx, { found: upcoming, actor, reason: null, ...(isTold ? {} : { toldIds: [] }) })
  }
}
