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

/**
 * Runs a write that the triggers may refuse.
 *
 * @throws AppError `conflict` when they do.
 */
export async function orConflict<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write
  } catch (error) {
    if (!isDatabaseError(error, 'constraint')) throw error
    if (/resources_no_overbooking/.test(error.message)) {
      throw new AppError('conflict', 'A room or equipment was taken meanwhile.', {
        reason: 'resource_taken',
        cause: error,
      })
    }
    if (!isClash(error)) throw error
    throw new AppError('conflict', 'The trainer’s time was taken meanwhile.', {
      reason: 'busy',
      cause: error,
    })
  }
}
