import type { SessionRow, TakenResource, WaitlistEntryRow } from '../../db/tenant/schema/index.ts'
import type { BookCommand } from '../bookings/booking-command.ts'
import { chooseHeadUnits } from '../bookings/choose-head-units.ts'
import { makeBookCommand } from '../bookings/make-book-command.ts'
import { readClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { deriveId } from '../ids.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'

type Wanted = {
  entry: WaitlistEntryRow
  session: SessionRow
  /** Who does it, as history writes it. */
  actor: string
  /** What the offer keeps for them; null: nothing is kept yet. */
  kept: TakenResource[] | null
}

/**
 * The booking, or the request for one, that somebody's place in a waitlist becomes: one for each entry, whoever asks for it and
 * however often.
 * Nothing when the equipment it needs is taken. Throws DatabaseError.
 */
export async function makeEntryCommand(
  ctx: TenantContext,
  catalogue: Catalogue,
  { entry, session, actor, kept }: Wanted,
): Promise<BookCommand | undefined> {
  const service = getService(catalogue, session.serviceId)
  const heads = entry.partySize
  const [client, takesEach] = await Promise.all([
    readClient(ctx, entry.clientId),
    kept ? splitEvenly(kept, heads) : chooseHeadUnits(ctx, catalogue, { service, session, heads }),
  ])
  if (!takesEach) return undefined
  const { timeZone } = getLocation(catalogue, session.locationId)
  const unnamed = { firstName: null, lastName: null }
  return makeBookCommand(ctx, catalogue, {
    id: await deriveId('bkg', ctx.tenant.id, 'waitlist', entry.id),
    requestHash: entry.requestHash,
    service,
    spots: [{ kind: 'session', session, timeZone, takesEach }],
    contact: {
      firstName: entry.contactFirstName,
      lastName: entry.contactLastName,
      email: entry.contactEmail,
      phone: entry.contactPhone,
      locale: entry.locale,
      timeZone: entry.clientTimeZone,
    },
    client,
    attendee: null,
    guests: Array.from({ length: heads - 1 }, () => unnamed),
    notes: null,
    source: 'waitlist',
    actor,
    host: entry.host,
    hold: entry.holdId === null ? null : { id: entry.holdId, holder: entry.id },
    waitlistEntryId: entry.id,
    overrideReason: null,
    series: null,
  })
}

/** Each head takes as much as every other. */
function splitEvenly(kept: TakenResource[], heads: number): TakenResource[][] {
  const each = kept.length / heads
  return Array.from({ length: heads }, (_, index) => kept.slice(index * each, (index + 1) * each))
}
