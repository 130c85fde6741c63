import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { gapRules } from './columns.ts'

/**
 * What is taken, by whom, until when: a row for each trainer and each resource that a booking, a session or a hold
 * takes. Written by triggers alone (`migrations/0003_occupancies.sql`), so that it always is what those rows say, and
 * refused there when two cannot be. Every question about free time is asked of this table.
 */
export const occupancies = sqliteTable(
  'occupancies',
  {
    // A trainer or a resource; the booking, session or hold that takes it.
    ownerId: text('owner_id').notNull(),
    sourceId: text('source_id').notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    // With buffers. A resource's are its own, and count as taken: `startsAt` is `occupiedFrom` there.
    occupiedFrom: integer('occupied_from').notNull(),
    occupiedUntil: integer('occupied_until').notNull(),
    gapRule: text('gap_rule', { enum: gapRules }).notNull(),
    units: integer('units').notNull(),
    // Holds and requests that wait for an answer: from then on it counts for nothing.
    expiresAt: integer('expires_at'),
    // Put there by staff although something is in the way.
    isForced: integer('is_forced', { mode: 'boolean' }).notNull(),
    decidedAt: integer('decided_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.startsAt, t.sourceId] }),
    index('occupancies_source_idx').on(t.sourceId),
  ],
)

export type OccupancyRow = typeof occupancies.$inferSelect
