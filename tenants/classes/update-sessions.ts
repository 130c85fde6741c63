import { eq, sql, type SQL } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { sessions, type SessionRow } from '../../db/tenant/schema/index.ts'

/** Statements that make sessions what they shall be; the database decides whether their trainers and resources are free. */
export function updateSessions({ orm }: TenantDatabase, rows: readonly SessionRow[], now: number) {
  return rows.map(({ id, createdAt: _createdAt, version, ...row }) =>
    orm
      .update(sessions)
      .set({ ...row, version: version + 1, statusAt: now })
      .where(eq(sessions.id, id)),
  )
}

/**
 * A statement that undoes the whole batch when one of these sessions is not as it was read, as it breaks a rule of the
 * table then (`sessions_places`, see `isChangedMeanwhile`). The first of its batch.
 */
export function refuseIfChanged(rows: readonly Pick<SessionRow, 'id' | 'version'>[]): SQL {
  const read = JSON.stringify(rows.map(({ id, version }) => ({ id, version })))
  return refuseIf(sql`id IN (SELECT value ->> '$.id' FROM json_each(${read}) WHERE value ->> '$.version' <> sessions.version
    AND value ->> '$.id' = sessions.id)`)
}

/** As `refuseIfChanged`, when somebody is booked in one of these sessions. */
export function refuseIfBooked(rows: readonly Pick<SessionRow, 'id'>[], now: number): SQL {
  const ids = JSON.stringify(rows.map(({ id }) => id))
  return refuseIf(sql`id IN (SELECT session_id FROM bookings WHERE session_id IN (SELECT value FROM json_each(${ids}))
    AND status IN ('pending', 'confirmed', 'checked_in') AND (expires_at IS NULL OR expires_at > ${now}))`)
}

function refuseIf(condition: SQL): SQL {
  return sql`UPDATE sessions SET capacity = -1 WHERE ${condition}`
}
