import { and, eq, inArray } from 'drizzle-orm'
import { jobs } from '../../db/registry/schema/index.ts'
import { beginCreate, createJobIdOf } from './create/begin-create.ts'
import { createDefinition } from './create/create-definition.ts'
import type { FleetDeps, NewTenant } from './create/new-tenant.ts'
import { runJobAs } from './jobs/run-job.ts'

/**
 * Makes a studio here and now, by the same job as everywhere, for scripts and tests: its names, its database at the newest
 * version, its identity and settings, and opens it to the public. Dying anywhere leaves a studio that nobody can see; the
 * same call again goes on where it stopped, also from somebody who only seemed to be at it, and two calls at once make one
 * studio.
 *
 * @throws AppError `invalid_input` when a name is malformed, reserved or taken; nothing is made then.
 * @throws DatabaseError, DatabaseHostError when something does not answer: call again.
 */
export async function provisionTenant(deps: FleetDeps, tenant: NewTenant): Promise<void> {
  const fleet = { ...deps, startWork: async () => {} }
  await beginCreate(fleet, { tenant, createdBy: 'system' })
  const id = createJobIdOf(tenant.id)
  await seize(deps, id)
  const { failure } = await runJobAs(fleet, id, async () => createDefinition)
  if (failure !== null) throw failure
}

/** Whoever else is at it finds at their next step that it is theirs no longer. */
async function seize({ registry, now }: FleetDeps, id: string): Promise<void> {
  const isOpen = and(eq(jobs.id, id), inArray(jobs.state, ['running', 'failed']))
  await registry.write([
    registry.orm.update(jobs).set({ state: 'running', nextAt: now(), attempts: 0 }).where(isOpen),
  ])
}
