import { isDatabaseError } from '../../db/database-error.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { AppError } from '../errors.ts'

/** Statements that add sessions; one that a series has already on that date stays as it is. */
export function insertSessions({ orm }: TenantDatabase, rows: readonly SessionRow[]) {
  return rows.map((row) =>
    orm
      .insert(sessions)
      .values(row)
      .onConflictDoNothing({ target: [sessions.seriesId, sessions.seriesOn] }),
  )
}

/** Whether the database refused because somebody took the trainer or a resource meanwhile. */
export function isClash(error: unknown): boolean {
  return isDatabaseError(error, 'constraint') && /no_overlap|no_overbooking/.test(error.message)
}

/** Whether it refused because something is not as it was read (`refuse-if-changed.ts`). */
export function isChangedMeanwhile(error: unknown): boolean {
  return isDatabaseError(error, 'constraint') && /sessions_places|class_series_minutes/.test(error.message)
}

/**
 * Runs a write that the database may refuse.
 *
 * @throws AppError `conflict` when the triggers do, `changed_meanwhile` when something is not as it was read.
 */
export async function orConflict<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (cause) {
    if (isChangedMeanwhile(cause)) {
      const sentence = 'It was changed meanwhile. Please look at it again.'
      throw new AppError('changed_meanwhile', sentence, { reason: 'changed_meanwhile', cause })
    }
    if (!isClash(cause)) throw cause
    if (isDatabaseError(cause) && /resources_no_overbooking/.test(cause.message)) {
      const sentence = 'A room or equipment was taken meanwhile.'
      throw new AppError('conflict', sentence, { reason: 'resource_taken', cause })
    }
    throw new AppError('conflict', 'The trainer’s time was taken meanwhile.', { reason: 'busy', cause })
  }
}
