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

/** The same condition on `clients` in two ways: by which they are found, and asked of one after the other. */
export type FilterCondition = { found: SQL; holds: SQL }

/** What a filter asks of clients. */
export function filterConditions(filter: z.output<typeof clientFilter>, today: Today): FilterCondition[] {
  const { segment, tagId, clientGroupId, fitnessLevel, isBlocked } = filter
  return [
    segment ? isInSegment(segment, today) : undefined,
    tagId
      ? {
          found: sql`clients.id IN (SELECT client_id FROM client_tags WHERE tag_id = ${tagId})`,
          holds: sql`EXISTS (SELECT 1 FROM client_tags WHERE tag_id = ${tagId} AND client_id = clients.id)`,
        }
      : undefined,
    clientGroupId ? either(sql`clients.client_group_id = ${clientGroupId}`) : undefined,
    fitnessLevel ? either(sql`clients.fitness_level = ${fitnessLevel}`) : undefined,
    isBlocked ? either(sql`clients.blocked_at IS NOT NULL`) : undefined,
    isBlocked === false ? either(sql`clients.blocked_at IS NULL`) : undefined,
  ].filter((condition) => condition !== undefined)
}

const either = (condition: SQL): FilterCondition => ({ found: condition, holds: condition })
