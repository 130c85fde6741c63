import { eq, sql } from 'drizzle-orm'
import { jobs, jobSteps, tenants, type JobRow } from '../../db/registry/schema/index.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients } from '../../db/tenant/schema/index.ts'
import { seconds } from '../../tenants/durations.ts'
import type { FleetContext } from '../../tenants/fleet/fleet-context.ts'
import { findDatabase } from '../../tenants/fleet/backups/find-database.ts'
import { runJob } from '../../tenants/fleet/jobs/run-job.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { makeMemoryFiles } from './memory-files.ts'
import { makeFleetContext } from './make-fleet-context.ts'
import { makeNewTenant } from './make-fleet.ts'
import { fillStudio } from './fill-studio.ts'
import { systemContext } from '../../scripts/system-context.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'

export type BackedStudio = Awaited<ReturnType<typeof makeBackedStudio>>

/** A fleet with one studio, `ten_iron`, whose database can be kept and restored; and a second one, `ten_lotus`. */
export async function makeBackedStudio() {
  const made = await makeFleetContext({ hasMigrated: true })
  const { clock } = made
  for (const slug of ['iron', 'lotus']) await provisionTenant(made.deps, makeNewTenant(slug))
  const fleet: FleetContext = {
    ...made.fleet,
    async openTenant({ tenant, databaseUrl, databaseTokenEncrypted }) {
      const { keys, now } = made.fleet
      const token = await openDatabaseToken({ keys, tenantId: tenant.id }, databaseTokenEncrypted)
      const db = openTenantDatabase(tenant.id, { url: databaseUrl, token })
      return { ...systemContext({ tenant, db, keys, now }), files: makeMemoryFiles().files }
    },
  }
  await fillStudio(await openInUse(fleet))
  return { ...made, fleet, runToEnd: (job: { id: string }) => runToEnd({ fleet, clock }, job) }
}

/** The database that Iron uses now. */
export async function openInUse(fleet: FleetContext, tenantId = 'ten_iron'): Promise<TenantDatabase> {
  return openTenantDatabase(tenantId, (await findDatabase(fleet, tenantId)).address)
}

export async function addClient({ orm, write }: TenantDatabase, id: string): Promise<void> {
  const email = `${id.replace('_', '')}@example.test`
  await write([
    orm.insert(clients).values({
      id,
      firstName: 'Ana',
      lastName: `Canary-${id}`,
      email,
      locale: 'en',
      timeZone: 'Europe/Sofia',
      createdAt: 1,
    }),
  ])
}

export async function listClients({ orm, read }: TenantDatabase): Promise<string[]> {
  const [rows] = await read([orm.select({ id: clients.id }).from(clients).orderBy(clients.id)])
  return rows.map(({ id }) => id)
}

export async function readTenant({ registry: { orm, read } }: FleetContext, id = 'ten_iron') {
  const [[tenant]] = await read([orm.select().from(tenants).where(eq(tenants.id, id))])
  if (!tenant) throw new Error(`There is no ${id}`)
  return tenant
}

/** Works on a job until it is over, failed, or waits for longer than a minute. */
async function runToEnd(
  { fleet, clock }: { fleet: FleetContext; clock: { advance: (ms: number) => void } },
  { id }: { id: string },
): Promise<JobRow & { steps: string[] }> {
  const { orm, read } = fleet.registry
  for (let round = 0; ; round += 1) {
    await runJob(fleet, id)
    const [[job], steps] = await read([
      orm.select().from(jobs).where(eq(jobs.id, id)),
      orm
        .select()
        .from(jobSteps)
        .where(eq(jobSteps.jobId, id))
        .orderBy(sql`rowid`),
    ])
    if (!job) throw new Error('The job is gone')
    const isOpen = job.state === 'running' || job.state === 'undoing'
    if (!isOpen || round >= 20)
      return { ...job, steps: steps.filter((s) => s.doneAt !== null).map((s) => s.step) }
    clock.advance(seconds(30))
  }
}
