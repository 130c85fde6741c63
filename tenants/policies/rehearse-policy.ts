import { and, eq, gte, inArray, lt, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, charges, clients } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { addDays, daysBetween, localDateAt, localDayBounds } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError } from '../errors.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { localDate } from '../studio/staff-input.ts'
import { policyRules } from './policy-input.ts'
import { selectPolicies, toPolicyView, type PolicyView } from './read-policies.ts'
import { rehearse, type RehearsedLine } from './rehearse.ts'
import { choosePolicy } from './terms.ts'
import { wasRefilled } from './was-refilled.ts'

const LONGEST_DAYS = 366
/** More were not kept in no studio's year; beyond, it asks for less. */
const MOST_LAPSED = 20_000

const rehearseInput = z.object({
  /** Rules to try instead of the policy's own. */
  rules: policyRules.nullish(),
  /** Local dates of the start, inclusive; without them last month's. */
  fromOn: localDate.nullish(),
  toOn: localDate.nullish(),
})
export type RehearseInput = { policyId: string } & z.input<typeof rehearseInput>

type Sum = { count: number; amountMinor: number; credits: number }

export type Rehearsal = {
  fromOn: string
  toOn: string
  /** How many bookings of that time the policy would have been for, kept ones included. */
  bookings: number
  currency: string
  wouldCharge: Sum
  /** What was charged for the same bookings, under what they had agreed to. */
  wasCharged: Sum
  /** In the order in which it happened. */
  lines: (RehearsedLine & { wasCharged: boolean })[]
}

/**
 * Tries a policy, in force or not, on bookings of the past: what it would have charged, had everybody done what they did.
 * It is tried in its place among those in force, so bookings for which another one fits first stay out. A client's group
 * is the one they are in now; a booking that was moved is judged by where it was last. Changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; DatabaseError.
 */
export async function rehearsePolicy(
  ctx: TenantContext,
  { policyId, ...raw }: RehearseInput,
): Promise<Rehearsal> {
  requireStaff(ctx, 'settings:view')
  // It tells of each booking.
  requireStaff(ctx, 'bookings:view')
  const { rules, ...dates } = parseInput(rehearseInput, raw)
  const [catalogue, [found]] = await Promise.all([getCatalogue(ctx), ctx.db.read([selectPolicies(ctx)])])
  const all = found.map(toPolicyView)
  const policy = all.find(({ id }) => id === policyId)
  if (!policy) throw new AppError('not_found', 'There is no such policy.')
  const tried = all.filter(({ id, isActive }) => isActive || id === policyId)
  const applied = rules ?? policy.rules
  const range = toRange(catalogue, dates, ctx.now())

  const { lapsed, kept } = await readPast(ctx, { ...range, graceDays: applied.grace?.days ?? 0 })
  const isFor = (booking: Whose) => fits(booking, { catalogue, tried, policy })
  const own = lapsed.filter(isFor).map((row) => {
    return { ...row, timeZone: getLocation(catalogue, row.locationId).timeZone }
  })
  const inRange = new Map(own.filter(({ startsAt }) => startsAt >= range.from).map((row) => [row.id, row]))
  const lines = rehearse(own, applied)
    .filter(({ id }) => inRange.has(id))
    .map((line) => ({ ...line, wasCharged: isCharged(inRange.get(line.id)) }))
  return {
    fromOn: range.fromOn,
    toOn: range.toOn,
    bookings: kept.filter(isFor).reduce((sum, { count }) => sum + count, 0),
    currency: catalogue.studio.currency,
    wouldCharge: add(lines.filter(({ outcome }) => outcome === 'owed')),
    wasCharged: add(
      [...inRange.values()].filter(isCharged).map(({ chargedMinor, chargedCredit }) => {
        return { amountMinor: chargedMinor ?? 0, losesCredit: Boolean(chargedCredit) }
      }),
    ),
    lines,
  }
}

type Whose = { serviceId: string; serviceKind: 'appointment' | 'class'; clientGroupId: string | null }
type Tried = { catalogue: Catalogue; tried: PolicyView[]; policy: PolicyView }

function fits({ serviceId, serviceKind, clientGroupId }: Whose, { tried, policy }: Tried): boolean {
  const chosen = choosePolicy(
    { policies: tried },
    { service: { id: serviceId, kind: serviceKind }, clientGroupId },
  )
  return chosen?.id === policy.id
}

function isCharged(row: { chargeState: string | null } | undefined): boolean {
  return row?.chargeState === 'owed' || row?.chargeState === 'pending'
}

function add(charged: readonly { amountMinor: number; losesCredit: boolean }[]): Sum {
  return {
    count: charged.length,
    amountMinor: charged.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    credits: charged.filter(({ losesCredit }) => losesCredit).length,
  }
}

type Dates = { fromOn?: string | null | undefined; toOn?: string | null | undefined }

/** Last month unless told otherwise, on the calendar of the main place. */
function toRange(catalogue: Catalogue, dates: Dates, now: number) {
  const { timeZone } = getLocation(catalogue)
  const lastOfMonth = addDays(`${localDateAt(timeZone, now).slice(0, 8)}01`, -1)
  const toOn = dates.toOn ?? lastOfMonth
  const fromOn = dates.fromOn ?? `${toOn.slice(0, 8)}01`
  if (toOn < fromOn) throw invalidFields([{ path: 'toOn', message: 'It ends before it starts.' }])
  if (daysBetween(fromOn, toOn) >= LONGEST_DAYS) {
    throw invalidFields([{ path: 'toOn', message: 'At most a year at a time.' }])
  }
  const from = localDayBounds(timeZone, fromOn).startsAt
  const to = localDayBounds(timeZone, toOn).endsAt
  return { fromOn, toOn, from, to }
}

type Range = { from: number; to: number; graceDays: number }

/** Bookings that were not kept, those before that count for the grace included; and how many there were of which kind. */
async function readPast({ db, now }: TenantContext, { from, to, graceDays }: Range) {
  const { orm } = db
  const whose = {
    serviceId: bookings.serviceId,
    serviceKind: sql<
      Whose['serviceKind']
    >`(SELECT kind FROM services WHERE services.id = ${bookings.serviceId})`,
    clientGroupId: clients.clientGroupId,
  }
  const has = (kind: string) => sql`EXISTS (SELECT 1 FROM booking_events AS event
    WHERE event.booking_id = bookings.id AND event.kind = ${kind})`
  // Taken back before anybody said yes, or after the studio changed the class, it costs nothing under any policy.
  const wasAgreed = sql`(NOT ${has('requested')} OR ${has('confirmed')}) AND NOT ${has('session_changed')}`
  const isLapsed = or(
    eq(bookings.status, 'no_show'),
    and(inArray(bookings.cancelKind, ['free', 'late']), wasAgreed),
  )
  const [lapsed, kept] = await db.read([
    orm
      .select({
        ...whose,
        id: bookings.id,
        partyId: bookings.partyId,
        clientId: bookings.clientId,
        locationId: bookings.locationId,
        status: bookings.status,
        startsAt: bookings.startsAt,
        createdAt: bookings.createdAt,
        cancelledAt: bookings.cancelledAt,
        priceMinor: bookings.priceMinor,
        wasRefilled: sql`${wasRefilled}`.mapWith(Boolean),
        wasForgiven: sql`${charges.state} IS 'waived' AND ${charges.reason} IS 'staff'`.mapWith(Boolean),
        chargeState: charges.state,
        chargedMinor: charges.amountMinor,
        chargedCredit: charges.losesCredit,
      })
      .from(bookings)
      .innerJoin(clients, eq(clients.id, bookings.clientId))
      .leftJoin(
        charges,
        and(
          eq(charges.bookingId, bookings.id),
          sql`${charges.kind} = iif(${bookings.status} = 'no_show', 'no_show', 'late_cancel')`,
        ),
      )
      .where(
        and(
          gte(bookings.startsAt, from - days(graceDays)),
          lt(bookings.startsAt, Math.min(to, now())),
          isLapsed,
        ),
      )
      .limit(MOST_LAPSED + 1),
    orm
      .select({ ...whose, count: sql<number>`count(*)` })
      .from(bookings)
      .innerJoin(clients, eq(clients.id, bookings.clientId))
      .where(
        and(
          gte(bookings.startsAt, from),
          lt(bookings.startsAt, Math.min(to, now())),
          ne(bookings.status, 'declined'),
          ne(bookings.status, 'expired'),
        ),
      )
      .groupBy(bookings.serviceId, clients.clientGroupId),
  ])
  if (lapsed.length > MOST_LAPSED) {
    throw invalidFields([{ path: 'fromOn', message: 'There is too much in that time: ask for less of it.' }])
  }
  return { lapsed, kept }
}
