import { and, asc, desc, eq, gt, inArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { tenants } from '../../db/registry/schema/index.ts'
import { bookings, clients } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { anId, line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** Studios that one question looks into; the next ones take another. */
const STUDIOS_AT_ONCE = 100
const SIDE_BY_SIDE = 8
const MOST_OF_A_STUDIO = 10

const REFERENCE = /^bkg_[0-9a-z]{1,40}$/

const findInput = z.object({
  /** A whole booking number, or a whole e-mail address: nothing is looked for by its parts. */
  what: line(254)
    .transform((text) => text.toLowerCase())
    .refine((text) => REFERENCE.test(text) || z.email().safeParse(text).success, 'Write all of it.'),
  reason: line(300).refine((reason) => reason.length >= 10, 'Say it so that the owner understands it.'),
  /** Only in this studio: its id or slug. */
  tenant: anId.nullish(),
  /** The last studio that was looked into. */
  after: anId.nullish(),
})
export type FindInput = z.input<typeof findInput>

/** What may be said of a booking without having gone in; instants in ms. */
export type FoundBooking = {
  tenant: { id: string; name: string }
  bookingId: string
  status: string
  startsAt: number
  createdAt: number
}

export type Found = {
  bookings: FoundBooking[]
  /** How many studios were looked into, and which of them did not answer. */
  looked: number
  unreachable: { id: string; name: string }[]
  /** Where to go on; null when all were looked into. */
  next: string | null
}

/**
 * Finds bookings by their number or by whom they are of, in one studio or in one after the other. Why is written down
 * before anything is looked at; a studio where something was found reads it in its own log.
 *
 * @throws AppError as `requireRole`; `invalid_input`; `not_found` for a studio that is not there; DatabaseError.
 */
export async function findBookings(ctx: OperatorContext, raw: FindInput): Promise<Found> {
  const who = requireRole(ctx, 'support')
  const input = parseInput(findInput, raw)
  const studios = await listStudios(ctx, input)
  const isReference = REFERENCE.test(input.what)
  const asked = isReference ? input.what : hideAddress(input.what)
  const entry = { actor: who.actor, action: 'support.search', reason: input.reason }
  await ctx.db.write([
    insertAudit(ctx, {
      ...entry,
      subjectId: input.tenant ? (studios[0]?.id ?? '') : 'platform',
      after: { asked, ...(input.after ? { goesOnAfter: input.after } : {}) },
    }),
  ])
  const page = studios.slice(0, STUDIOS_AT_ONCE)
  const found: Found = {
    bookings: [],
    looked: page.length,
    unreachable: [],
    next: studios.length > STUDIOS_AT_ONCE ? (page.at(-1)?.id ?? null) : null,
  }
  for (let start = 0; start < page.length; start += SIDE_BY_SIDE) {
    await Promise.all(
      page.slice(start, start + SIDE_BY_SIDE).map(async (tenant) => {
        try {
          const rows = await lookInto(ctx, { tenantId: tenant.id, what: input.what, entry, name: who.name })
          found.bookings.push(...rows.map((row) => ({ tenant, ...row })))
        } catch {
          found.unreachable.push(tenant)
        }
      }),
    )
  }
  return found
}

async function listStudios({ db }: OperatorContext, { tenant, after }: z.output<typeof findInput>) {
  const { id, name, slug, status } = tenants
  const isOpen = inArray(status, ['active', 'suspended'])
  const [rows] = await db.read([
    db.orm
      .select({ id, name })
      .from(tenants)
      .where(
        tenant
          ? and(isOpen, or(eq(id, tenant), eq(slug, tenant)))
          : and(isOpen, after ? gt(id, after) : undefined),
      )
      .orderBy(asc(id))
      .limit(STUDIOS_AT_ONCE + 1),
  ])
  if (tenant && rows.length === 0) throw new AppError('not_found', 'There is no such studio.')
  return rows
}

type Look = {
  tenantId: string
  what: string
  entry: { actor: string; action: string; reason: string }
  name: string
}

async function lookInto(ctx: OperatorContext, { tenantId, what, entry, name }: Look) {
  const record = await findTenant(ctx.db, tenantId)
  if (!record) throw new AppError('not_found', 'It is gone.')
  const studio = await ctx.fleet.openTenant(record)
  const rows = await readBookings(studio, what)
  const [first] = rows
  if (first) {
    const ofOperator = { ...studio, requestId: ctx.requestId, now: ctx.now }
    const subjectId = REFERENCE.test(what) ? first.bookingId : first.clientId
    await studio.db.write([insertAudit(ofOperator, { ...entry, subjectId, after: { operator: name } })])
  }
  return rows.map(({ clientId: _clientId, ...row }) => row)
}

async function readBookings({ db: { orm, read } }: TenantContext, what: string) {
  const { id: bookingId, clientId, status, startsAt, createdAt } = bookings
  const isTheirs = REFERENCE.test(what)
    ? eq(bookingId, what)
    : inArray(clientId, orm.select({ id: clients.id }).from(clients).where(eq(clients.email, what)))
  const [rows] = await read([
    orm
      .select({ bookingId, clientId, status, startsAt, createdAt })
      .from(bookings)
      .where(isTheirs)
      .orderBy(desc(startsAt))
      .limit(MOST_OF_A_STUDIO),
  ])
  return rows
}

/** Enough to know one's own question by: `e…@example.com`. */
function hideAddress(address: string): string {
  return `${address.slice(0, 1)}…@${address.split('@').at(-1) ?? ''}`
}
