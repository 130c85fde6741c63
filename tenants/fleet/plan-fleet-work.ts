import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { jobs, migrationRuns } from '../../db/registry/schema/index.ts'
import { minutes } from '../durations.ts'
import type { Chore, FleetWork } from './fleet-context.ts'

/** In one minute; what is left over, the next ones take. */
const MOST_AT_ONCE = 80

/** How often each is done, in minutes; each is safe to do again at any time, and twice at once. */
const EVERY: Record<Chore, number> = {
  alerts: 1,
  plans: 5,
  hostnames: 10,
  deletions: 10,
  backups: 15,
  usage: 60,
  drills: 60,
}

/**
 * What the fleet has to do in this minute: jobs that are due, the migration that is running, and whatever is done again and
 * again. One call of the registry.
 *
 * @throws DatabaseError
 */
export async function planFleetWork({ orm, read }: Registry, now: number): Promise<FleetWork[]> {
  const isDue = and(inArray(jobs.state, ['running', 'undoing']), lte(jobs.nextAt, now))
  const [due, runs] = await read([
    orm.select({ id: jobs.id }).from(jobs).where(isDue).orderBy(asc(jobs.nextAt)).limit(MOST_AT_ONCE),
    orm.select({ id: migrationRuns.id }).from(migrationRuns).where(eq(migrationRuns.state, 'running')),
  ])
  const minute = Math.floor(now / minutes(1))
  const chores = Object.entries(EVERY).flatMap(([id, every]) => (minute % every === 0 ? [id] : []))
  return [
    ...due.map(({ id }) => ({ kind: 'job' as const, id })),
    ...runs.map(({ id }) => ({ kind: 'migration' as const, id })),
    // The keys of `EVERY`.
    ...chores.map((id) => ({ kind: 'chore' as const, id: id as Chore })),
  ]
}
