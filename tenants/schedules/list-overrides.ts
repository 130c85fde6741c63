import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm'
import { availabilityOverrides, type AvailabilityOverrideRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'

export type Override = AvailabilityOverrideRow

type Filter = {
  /** Id or slug. */
  trainerId?: string | undefined
  locationId?: string | undefined
  /** Local dates, both inclusive: overrides that meet them. */
  fromOn?: string | undefined
  toOn?: string | undefined
}

/**
 * Dates that differ, in order; for a trainer their own, and those of whole places.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function listOverrides(ctx: TenantContext, filter: Filter): Promise<Override[]> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:view')
  const { trainerId, locationId, fromOn, toOn } = filter
  const trainer = trainerId === undefined ? undefined : (await readReferences(ctx)).trainer(trainerId)
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(availabilityOverrides)
      .where(
        and(
          trainer ? eq(availabilityOverrides.trainerId, trainer.id) : undefined,
          onlyTrainerId === null
            ? undefined
            : or(eq(availabilityOverrides.trainerId, onlyTrainerId), isNull(availabilityOverrides.trainerId)),
          locationId === undefined ? undefined : eq(availabilityOverrides.locationId, locationId),
          fromOn === undefined ? undefined : gte(availabilityOverrides.toOn, fromOn),
          toOn === undefined ? undefined : lte(availabilityOverrides.fromOn, toOn),
        ),
      )
      .orderBy(asc(availabilityOverrides.fromOn), asc(availabilityOverrides.id)),
  ])
  return rows
}
