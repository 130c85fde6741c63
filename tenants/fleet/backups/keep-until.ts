import { and, eq, gte } from 'drizzle-orm'
import { backups, type backupReasons } from '../../../db/registry/schema/index.ts'
import { days } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'

export type BackupReason = (typeof backupReasons)[number]

const DAILY_MS = days(7)
const WEEKLY_MS = days(28)
const MONTHLY_MS = days(365)
/** Those that somebody or something asked for. */
const ASKED_MS = days(30)

/**
 * Until when a backup of now is kept (ms): the first one of a month of UTC for a year, of a week (from Monday) for four, others
 * for seven days; one that was asked for thirty.
 *
 * @throws DatabaseError
 */
export async function keepUntil(
  { registry, now }: Pick<FleetContext, 'registry' | 'now'>,
  { tenantId, reason }: { tenantId: string; reason: BackupReason },
): Promise<number> {
  const at = now()
  if (reason !== 'scheduled') return at + ASKED_MS
  const { orm, read } = registry
  const monthAt = startOfMonth(at)
  const weekAt = startOfWeek(at)
  const [known] = await read([
    orm
      .select({ takenAt: backups.takenAt })
      .from(backups)
      .where(
        and(
          eq(backups.tenantId, tenantId),
          eq(backups.reason, 'scheduled'),
          gte(backups.takenAt, Math.min(monthAt, weekAt)),
        ),
      ),
  ])
  if (!known.some(({ takenAt }) => takenAt >= monthAt)) return at + MONTHLY_MS
  return at + (known.some(({ takenAt }) => takenAt >= weekAt) ? DAILY_MS : WEEKLY_MS)
}

function startOfMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

function startOfWeek(at: number): number {
  const date = new Date(at)
  const sinceMonday = (date.getUTCDay() + 6) % 7
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - sinceMonday)
}
