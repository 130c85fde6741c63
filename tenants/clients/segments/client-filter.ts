import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { fitnessLevels } from '../../../db/tenant/schema/index.ts'
import { anId } from '../../input-parts.ts'
import { builtInSegments, isInSegment, type Today } from './built-in-segments.ts'

/** What a list of clients can be narrowed by; all of it has to hold. A segment of the studio's own is one that was saved. */
export const clientFilter = z.object({
  segment: z.enum(builtInSegments, 'invalid').nullish(),
  tagId: anId.nullish(),
  clientGroupId: anId.nullish(),
  fitnessLevel: z.enum(fitnessLevels, 'invalid').nullish(),
  isBlocked: z.boolean('invalid').nullish(),
})
export type ClientFilter = z.input<typeof clientFilter>

/** A filter without what it does not ask for. */
export function bareFilter(filter: ClientFilter): ClientFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== null && value !== undefined),
  )
}

/** Conditions on `clients`. */
export function filterConditions(filter: z.output<typeof clientFilter>, today: Today): SQL[] {
  const { segment, tagId, clientGroupId, fitnessLevel, isBlocked } = filter
  return [
    segment ? isInSegment(segment, today) : undefined,
    tagId ? sql`clients.id IN (SELECT client_id FROM client_tags WHERE tag_id = ${tagId})` : undefined,
    clientGroupId ? sql`clients.client_group_id = ${clientGroupId}` : undefined,
    fitnessLevel ? sql`clients.fitness_level = ${fitnessLevel}` : undefined,
    isBlocked ? sql`clients.blocked_at IS NOT NULL` : undefined,
    isBlocked === false ? sql`clients.blocked_at IS NULL` : undefined,
  ].filter((condition) => condition !== undefined)
}

/** Whether few are left of many, who are found by an index of their own. */
export function isNarrowing({ segment, tagId, isBlocked }: z.output<typeof clientFilter>): boolean {
  return Boolean(tagId) || isBlocked === true || Boolean(segment && segment !== 'no_visit')
}
