import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Right } from '../../access/grants.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { isAppError } from '../../errors.ts'
import { anId, anInstant } from '../../input-parts.ts'
import { parseInput } from '../../parse-input.ts'
import { insertLook, noSuchClient, selectClient } from '../select-client.ts'
import { timelineKinds, timelineParts, type Sight, type TimelineKind } from './timeline-parts.ts'

/** Something that happened between a client and the studio. Instants in ms, money in minor units. */
export type TimelineEntry = {
  id: string
  kind: TimelineKind
  /** When it happened; of a message to come, when it is planned. */
  at: number
  /** What it was: the kind of the booking's event, of the message, of what was agreed to or of the charge. */
  what: string
  /** Who did it, as history writes it; null where nobody did. */
  actor: string | null
  /** A note's text, or the sentence that was agreed to. */
  text: string | null
  /** Of a message or a charge; of a consent `given` or `taken_back`. */
  state: string | null
  bookingId: string | null
  startsAt: number | null
  channel: string | null
  amountMinor: number | null
  currency: string | null
}

const listTimelineInput = z.object({
  clientId: z.string(),
  /** Of this kind alone. */
  kind: z.enum(timelineKinds).nullish(),
  limit: z.int().min(1).max(100),
  /** The last entry of the page before. */
  before: z.object({ at: anInstant, id: anId }).nullish(),
})

/**
 * What happened between a client and the studio, newest first: one page, and whether there is more; for a trainer about
 * their own clients. What is about bookings as far as the rights to bookings, messages and money go. That somebody looked
 * is written down: one round trip for both.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function listTimeline(
  ctx: TenantContext,
  raw: z.input<typeof listTimelineInput>,
): Promise<{ entries: TimelineEntry[]; hasMore: boolean }> {
  const staff = requireReach(ctx, 'clients:view')
  const { clientId, kind, limit, before } = parseInput(listTimelineInput, raw)
  const sights = {
    bookings: sightOf(ctx, 'bookings:view'),
    messages: sightOf(ctx, 'messages:view'),
    money: sightOf(ctx, 'money:view'),
  }
  const parts = (kind ? [kind] : timelineKinds).flatMap((one) =>
    timelineParts[one]({
      clientId,
      sights,
      limit: limit + 1,
      isBefore: (at, id) => (before ? sql`(${at}, ${id}) < (${before.at}, ${before.id})` : sql`1`),
    }),
  )
  const { orm, write } = ctx.db
  const [[client], found] = await write([
    selectClient(ctx, { ...staff, clientId }),
    orm.all<TimelineEntry>(
      parts.length === 0
        ? sql`SELECT NULL WHERE 0`
        : sql`SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) ORDER BY at DESC, id DESC LIMIT ${limit + 1}`,
    ),
    insertLook(ctx, { ...staff, clientId }),
  ])
  if (!client) throw noSuchClient()
  return { entries: found.slice(0, limit), hasMore: found.length > limit }
}

/** How far this right of the asker's goes; absent: nowhere. */
function sightOf(ctx: TenantContext, right: Right): Sight {
  try {
    return requireReach(ctx, right).onlyTrainerId
  } catch (error) {
    if (isAppError(error, 'forbidden')) return undefined
    throw error
  }
}
