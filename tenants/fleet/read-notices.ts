import { and, asc, gt, isNull } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { notices } from '../../db/registry/schema/index.ts'
import type { Notice } from '../context.ts'

/** What is told at any time from now on; `tenantId` null: to every studio. */
export type PlannedNotice = Notice & { tenantId: string | null }

const MOST = 500

/** Everything that studios are told, now or later. One call of the registry, for all of them. @throws DatabaseError */
export async function readNotices({ orm, read }: Registry, now: number): Promise<PlannedNotice[]> {
  const { id, kind, tenantId, audience, text, startsAt, endsAt, withdrawnAt } = notices
  const [rows] = await read([
    orm
      .select({ id, kind, tenantId, audience, text, startsAt, endsAt })
      .from(notices)
      .where(and(gt(endsAt, now), isNull(withdrawnAt)))
      .orderBy(asc(startsAt), asc(id))
      .limit(MOST),
  ])
  return rows
}

/** What this studio is told at this moment. */
export function noticesFor(
  all: readonly PlannedNotice[],
  { tenantId, now }: { tenantId: string; now: number },
) {
  return all.filter(
    (notice) =>
      (notice.tenantId === null || notice.tenantId === tenantId) &&
      notice.startsAt <= now &&
      now < notice.endsAt,
  )
}
