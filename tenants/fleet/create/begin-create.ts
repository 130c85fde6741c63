import { eq, inArray } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import { hostnames, jobs, tenants, type JobRow } from '../../../db/registry/schema/index.ts'
import { AppError, type FieldError } from '../../errors.ts'
import type { JobContext, RegistryStatement } from '../jobs/job-definition.ts'
import { startJob } from '../jobs/start-job.ts'
import { findAddressFaults } from '../studio-address.ts'
import type { NewTenant } from './new-tenant.ts'

type Beginning = JobContext & { platformDomain: string }
type Creation = { tenant: NewTenant; createdBy: string; statements?: readonly RegistryStatement[] }

/** The job that makes this studio: the same whoever asks again. */
export function createJobIdOf(tenantId: string): string {
  return tenantId.replace('ten_', 'job_')
}

/**
 * Begins to make a studio: its names are its own from then on, and nobody sees it before it is finished. All names or none:
 * of many who want the same one, one gets it. Asked again for the same studio it gives the job that was begun.
 *
 * @throws AppError `invalid_input` when a name is malformed, reserved or (reason `taken`) somebody else's.
 * @throws AppError `conflict` for one that was given up; DatabaseError
 */
export async function beginCreate(
  fleet: Beginning,
  { tenant, createdBy, statements = [] }: Creation,
): Promise<JobRow> {
  const faults = findAddressFaults(tenant, fleet.platformDomain)
  if (faults.length > 0) throw refused(faults)
  const id = createJobIdOf(tenant.id)
  const job = { id, kind: 'create' as const, tenantId: tenant.id, input: tenant, createdBy }
  try {
    return await startJob(fleet, {
      ...job,
      statements: [...reserve(fleet, tenant, createdBy), ...statements],
    })
  } catch (error) {
    // `conflict`: the job is under way; otherwise a name, an id or the job is there already.
    const isThere = error instanceof AppError || isDatabaseError(error, 'constraint')
    const begun = isThere ? await findJob(fleet, id) : undefined
    if (begun?.state === 'undone')
      throw new AppError('conflict', 'This studio was given up: make another one.')
    if (begun) return begun
    throw isThere ? await nameTaken(fleet, { tenant, cause: error }) : error
  }
}

// oxlint-disable-next-line max-params
function reserve(fleet: Beginning, tenant: NewTenant, createdBy: string): RegistryStatement[] {
  const { orm } = fleet.registry
  const createdAt = fleet.now()
  const { id, slug, name, ownDomains, planId = null, trialEndsAt = null } = tenant
  const row = { tenantId: id, createdAt }
  return [
    orm.insert(tenants).values({
      id,
      slug,
      name,
      createdAt,
      createdBy,
      planId,
      trialEndsAt,
      status: 'provisioning',
      databaseUrl: '',
      databaseTokenEncrypted: '',
    }),
    orm.insert(hostnames).values([
      {
        ...row,
        host: `${slug}.${fleet.platformDomain}`,
        kind: 'subdomain',
        isPrimary: ownDomains.length === 0,
      },
      ...ownDomains.map((host, index) => ({
        ...row,
        host,
        kind: 'custom' as const,
        isPrimary: index === 0,
      })),
    ]),
  ]
}

async function findJob({ registry }: Beginning, id: string): Promise<JobRow | undefined> {
  const [[job]] = await registry.read([registry.orm.select().from(jobs).where(eq(jobs.id, id))])
  return job
}

async function nameTaken(
  { registry, platformDomain }: Beginning,
  { tenant, cause }: { tenant: NewTenant; cause: unknown },
): Promise<AppError> {
  const subdomain = `${tenant.slug}.${platformDomain}`
  const [slugs, hosts] = await registry.read([
    registry.orm.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.slug, tenant.slug)),
    registry.orm
      .select({ host: hostnames.host })
      .from(hostnames)
      .where(inArray(hostnames.host, [subdomain, ...tenant.ownDomains])),
  ])
  const taken = new Set(hosts.map(({ host }) => host))
  const fault = { message: 'This name is taken.', code: 'taken' }
  const errors: FieldError[] = tenant.ownDomains.flatMap((host, index) =>
    taken.has(host) ? [{ path: `ownDomains.${index}`, ...fault }] : [],
  )
  const isSlugTaken = slugs.length > 0 || taken.has(subdomain) || errors.length === 0
  if (isSlugTaken) errors.unshift({ path: 'slug', ...fault })
  return refused(errors, { reason: 'taken', cause })
}

function refused(errors: FieldError[], more: { reason?: string; cause?: unknown } = {}): AppError {
  return new AppError('invalid_input', 'This studio cannot be made.', { errors, ...more })
}
