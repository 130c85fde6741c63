import { sql } from 'drizzle-orm'
import { holds, type HoldRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { deriveId, hashText } from '../ids.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { promoteWaiting } from '../waitlist/promote-waiting.ts'

/** A hold, by its id or by the key of the attempt whose answer has not come yet; and the secret it was made with. */
export type ReleasedPlace = { holdIdOrAttemptKey: string; holderSecret: string }

/**
 * Gives a kept place back, for everybody at once. What was given up stays so: an attempt that is still on its way finds a
 * tombstone and keeps nothing. Giving back what is gone, or another's, changes nothing.
 *
 * @throws DatabaseError.
 */
export async function releaseHold(ctx: TenantContext, released: ReleasedPlace): Promise<void> {
  const { holdIdOrAttemptKey: given, holderSecret } = released
  const isId = given.startsWith('hld_')
  const id = isId ? given : await deriveId('hld', ctx.tenant.id, given)
  const [catalogue, holder] = await Promise.all([getCatalogue(ctx), hashText(holderSecret)])
  // What has an id by now has come.
  const tombstone = isId ? undefined : makeTombstone(catalogue, { id, holder, now: ctx.now() })
  const { orm } = ctx.db
  const [[freed]] = await ctx.db.write([
    orm
      .update(holds)
      .set({ status: 'released', statusAt: ctx.now() })
      .where(sql`id = ${id} AND holder = ${holder} AND status = 'active'`)
      .returning(),
    ...(tombstone ? [orm.insert(holds).values(tombstone).onConflictDoNothing()] : []),
  ])
  if (!freed) return
  await ctx.calendar.forget(freed.trainerId, id)
  if (freed.sessionId !== null) await promoteWaiting(ctx, freed.sessionId)
}

/** Keeps nothing of anybody; that it names somebody is the schema's wish. Nothing in a studio where nobody can be booked. */
function makeTombstone(
  { services, locations }: Catalogue,
  { id, holder, now }: { id: string; holder: string; now: number },
): HoldRow | undefined {
  const [service] = services.filter(({ trainerIds }) => trainerIds.length > 0)
  const [trainerId] = service?.trainerIds ?? []
  const [location] = locations
  if (!service || !trainerId || !location) return undefined
  const never = { startsAt: 0, endsAt: 0, occupiedFrom: 0, occupiedUntil: 0, expiresAt: now }
  return {
    id,
    holder,
    sessionId: null,
    quantity: 0,
    trainerId,
    serviceId: service.id,
    locationId: location.id,
    ...never,
    gapRule: 'max',
    takes: [],
    status: 'released',
    bookingId: null,
    statusAt: now,
    createdAt: now,
  }
}
