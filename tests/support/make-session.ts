import { resources, sessions, type ResourceRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

/** An hour with Ivan for six people, two hours and a day from now, unless told otherwise; without a series. */
export async function makeSession(
  { ctx, clock }: TestTenant,
  changes: Partial<SessionRow> = {},
): Promise<SessionRow> {
  const { startsAt = clock.now() + hours(26) } = changes
  const { endsAt = startsAt + hours(1) } = changes
  const [rows] = await ctx.db.write([
    ctx.db.orm
      .insert(sessions)
      .values({
        id: makeId('ses'),
        serviceId: ids.training,
        locationId: ids.location,
        trainerId: ids.ivan,
        startsAt,
        endsAt,
        occupiedFrom: startsAt,
        occupiedUntil: endsAt,
        capacity: 6,
        priceMinor: 1500,
        statusAt: clock.now(),
        createdAt: clock.now(),
        ...changes,
      })
      .returning(),
  ])
  const [session] = rows
  if (!session) throw new Error('No session was written')
  return session
}

/** A room, or so many units of equipment, at the studio's place. */
export async function makeResource(
  { ctx }: TestTenant,
  changes: Partial<ResourceRow> & { id: string },
): Promise<void> {
  await ctx.db.write([
    ctx.db.orm.insert(resources).values({
      locationId: ids.location,
      kind: 'room',
      name: { en: changes.id },
      pool: 'room',
      ...changes,
    }),
  ])
}
