import { and, eq, sql } from 'drizzle-orm'
import { resources, type ResourceRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { unexpired } from '../bookings/booking-statuses.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changesOf } from '../audit/changes-of.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { changedMeanwhile } from '../edition.ts'
import { AppError } from '../errors.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { getResource } from './get-resource.ts'
import { readReferences } from './read-references.ts'
import { resourceInput, type ResourceChange } from './resource-input.ts'
import { given, spellOut } from './staff-input.ts'

/**
 * Changes a room or equipment from now on: what is booked keeps its units, for as long as it took them.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`, `conflict` (`units_taken`) when more units are promised
 *   at some time to come than it would have, `changed_meanwhile`.
 */
export async function changeResource(
  ctx: TenantContext,
  { resourceId, status, edition, ...changes }: { resourceId: string } & ResourceChange,
): Promise<ResourceRow> {
  const actor = requireStaff(ctx, 'services:change')
  const before = await getResource(ctx, { resourceId })
  const input = parseInput(resourceInput, { ...before, ...given(changes) })
  const { studio, location } = await readReferences(ctx)
  location(input.locationId)
  if (input.locationId !== before.locationId) {
    const message = 'A resource stays at its place: archive it here and add it there.'
    throw invalidFields([{ path: 'locationId', message, code: 'fixed' }])
  }
  const set = { ...input, name: spellOut(input.name, studio.defaultLocale), ...given({ status }) }
  // The whole row is written: what somebody else changed since it was read would be lost.
  const seen = edition ?? before.edition
  const isChanged = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(resources)
      .set(set)
      .where(and(eq(resources.id, before.id), eq(resources.edition, seen), hasAtMost(set.units, ctx.now()))),
    insertAudit(ctx, {
      actor,
      action: 'resource.changed',
      subjectId: before.id,
      ...changesOf(before, set),
    }),
  ])
  forgetCatalogue(ctx)
  const after = await getResource(ctx, { resourceId })
  if (isChanged) return after
  if (after.edition !== seen) throw changedMeanwhile()
  throw new AppError('conflict', 'More of it is booked at some time to come.', { reason: 'units_taken' })
}

/** Units in use rise only where a use starts, so it is enough to look there. */
function hasAtMost(units: number, now: number) {
  return sql`NOT EXISTS (
    SELECT 1 FROM occupancies AS point
    WHERE point.owner_id = ${resources.id} AND point.ends_at > ${now} AND ${units} < (
      SELECT sum(other.units) FROM occupancies AS other
      WHERE other.owner_id = point.owner_id AND other.starts_at <= point.starts_at AND other.ends_at > point.starts_at
        AND ${unexpired(now)}))`
}
