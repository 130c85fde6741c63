import { and, eq, inArray, isNotNull, lte, notExists } from 'drizzle-orm'
import { jobs, restores, tenants } from '../../../db/registry/schema/index.ts'
import { days } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'

/** A restored database that nobody took into use. */
const READY_KEPT_MS = days(7)
const MOST_AT_ONCE = 50

type Deps = Pick<FleetContext, 'registry' | 'databaseHost' | 'now'>

/**
 * Takes databases away that nobody needs: the ones that restored ones took the place of, a week later, and restored ones that
 * nobody went on with. First the database, then the note of it: what dies in between is looked for again. One that a studio
 * uses is never among them.
 *
 * @throws DatabaseError, DatabaseHostError
 */
export async function dropOldRestores({ registry, databaseHost, now }: Deps): Promise<void> {
  const { orm, read, write } = registry
  const inUse = (name: typeof restores.previousName | typeof restores.databaseName) =>
    notExists(orm.select({ id: tenants.id }).from(tenants).where(eq(tenants.databaseName, name)))
  const atWork = orm
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.tenantId, restores.tenantId), inArray(jobs.state, ['running', 'undoing'])))
  const [replaced, unused] = await read([
    orm
      .select({ id: restores.id, name: restores.previousName })
      .from(restores)
      .where(
        and(
          lte(restores.dropPreviousAt, now()),
          isNotNull(restores.previousName),
          inUse(restores.previousName),
          notExists(atWork),
        ),
      )
      .limit(MOST_AT_ONCE),
    orm
      .select({ id: restores.id, name: restores.databaseName })
      .from(restores)
      .where(
        and(
          inArray(restores.state, ['making', 'ready', 'failed']),
          lte(restores.createdAt, now() - READY_KEPT_MS),
          inUse(restores.databaseName),
          notExists(atWork),
        ),
      )
      .limit(MOST_AT_ONCE),
  ])
  for (const { id, name } of replaced) {
    if (name !== null) await databaseHost.delete(name)
    await write([
      orm.update(restores).set({ previousName: null, dropPreviousAt: null }).where(eq(restores.id, id)),
      // It may have been a restored one itself.
      orm
        .update(restores)
        .set({ state: 'dropped' })
        .where(eq(restores.databaseName, name ?? '')),
    ])
  }
  for (const { id, name } of unused) {
    await databaseHost.delete(name)
    await write([orm.update(restores).set({ state: 'dropped' }).where(eq(restores.id, id))])
  }
}
