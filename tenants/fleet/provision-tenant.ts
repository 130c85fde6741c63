import { and, eq, inArray } from 'drizzle-orm'
import { migrateDatabase } from '../../db/migrate-database.ts'
import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import { DatabaseError, isDatabaseError } from '../../db/database-error.ts'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames, provisioningSteps, schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { identity, settings, type NewSettings } from '../../db/tenant/schema/index.ts'
import { openDatabaseToken, sealDatabaseToken } from '../access/database-token.ts'
import type { SigningKeys } from '../access/signing-keys.ts'
import { AppError } from '../errors.ts'
import type { DatabaseHost } from './database-host.ts'
import { findAddressFaults } from './studio-address.ts'

export type FleetDeps = {
  registry: Registry
  databaseHost: DatabaseHost
  keys: SigningKeys
  /** Studios live at `<slug>.<platformDomain>`. */
  platformDomain: string
  now: () => number
}

export type NewTenant = {
  /** Made by whoever asks (`makeId('ten')`) and given again with a retry: it is what makes the retry the same studio. */
  id: string
  slug: string
  name: string
  /** The studio's own domains, the one for links in messages first; without any, `<slug>.<platformDomain>` is it. */
  ownDomains: readonly string[]
  settings: Omit<NewSettings, 'id' | 'updatedAt'>
}

type Job = { deps: FleetDeps; tenant: NewTenant }
type Statement = Parameters<Registry['write']>[0][number]

/** In this order; each may be repeated, and gives the registry changes that are written together with its mark. */
const steps: readonly (readonly [string, (job: Job) => Promise<Statement[]>])[] = [
  ['claim', claimNames],
  ['create-database', createDatabase],
  ['migrate', migrate],
  ['identify', identify],
  ['settings', writeSettings],
  ['activate', activate],
]

/**
 * Makes a studio: its names, its database at the newest version, its identity and settings, and opens it to the public.
 * Dying anywhere leaves a studio that nobody can see; the same call again goes on where it stopped, and two calls at
 * once make one studio.
 *
 * @throws AppError `invalid_input` when a name is malformed, reserved or taken; nothing is made then.
 * @throws DatabaseError, DatabaseHostError when something does not answer: call again.
 */
export async function provisionTenant(deps: FleetDeps, tenant: NewTenant): Promise<void> {
  const faults = findAddressFaults(tenant, deps.platformDomain)
  if (faults.length > 0)
    throw new AppError('invalid_input', 'This studio cannot be made.', { errors: faults })

  const done = await listDoneSteps({ deps, tenant })
  for (const [step, carryOut] of steps) {
    if (done.has(step)) continue
    const changes = await carryOut({ deps, tenant })
    try {
      await deps.registry.write(withMark(changes, markDone({ deps, tenant }, step)))
    } catch (error) {
      if (step !== 'claim' || !isDatabaseError(error, 'constraint')) throw error
      await requireClaimedByUs({ deps, tenant }, error)
    }
  }
}

async function listDoneSteps({ deps: { registry }, tenant }: Job): Promise<Set<string>> {
  const [rows] = await registry.read([
    registry.orm.select().from(provisioningSteps).where(eq(provisioningSteps.tenantId, tenant.id)),
  ])
  return new Set(rows.map((row) => row.step))
}

/** The mark comes last: it refers to the tenant's row, which the first step makes. */
function withMark([first, ...rest]: Statement[], mark: Statement): [Statement, ...Statement[]] {
  return first === undefined ? [mark] : [first, ...rest, mark]
}

function markDone({ deps: { registry, now }, tenant }: Job, step: string) {
  return registry.orm
    .insert(provisioningSteps)
    .values({ tenantId: tenant.id, step, doneAt: now() })
    .onConflictDoNothing()
}

/** All names or none: a name of somebody else's breaks the batch. */
async function claimNames({ deps, tenant }: Job): Promise<Statement[]> {
  const { orm } = deps.registry
  const createdAt = deps.now()
  const { id, slug, name, ownDomains } = tenant
  const subdomain = `${slug}.${deps.platformDomain}`
  const row = { tenantId: id, createdAt }
  return [
    orm.insert(tenants).values({
      id,
      slug,
      name,
      createdAt,
      status: 'provisioning',
      databaseUrl: '',
      databaseTokenEncrypted: '',
    }),
    orm.insert(hostnames).values([
      { ...row, host: subdomain, kind: 'subdomain', isPrimary: ownDomains.length === 0 },
      ...ownDomains.map((host, index) => ({
        ...row,
        host,
        kind: 'custom' as const,
        isPrimary: index === 0,
      })),
    ]),
  ]
}

/** A claim that failed is fine when another run of the same studio was faster; otherwise it says which names are taken. */
async function requireClaimedByUs(job: Job, cause: unknown): Promise<void> {
  if ((await listDoneSteps(job)).has('claim')) return
  const { registry } = job.deps
  const [slugs, hosts] = await registry.read([
    registry.orm.select({ slug: tenants.slug }).from(tenants).where(eq(tenants.slug, job.tenant.slug)),
    registry.orm
      .select({ host: hostnames.host })
      .from(hostnames)
      .where(inArray(hostnames.host, [...job.tenant.ownDomains])),
  ])
  const taken = new Set(hosts.map(({ host }) => host))
  const message = 'This name is taken.'
  const errors = job.tenant.ownDomains.flatMap((host, index) =>
    taken.has(host) ? [{ path: `ownDomains.${index}`, message }] : [],
  )
  if (slugs.length > 0 || errors.length === 0) errors.unshift({ path: 'slug', message })
  throw new AppError('invalid_input', 'This studio cannot be made.', { errors, reason: 'taken', cause })
}

async function createDatabase({ deps, tenant }: Job): Promise<Statement[]> {
  const { url, token } = await deps.databaseHost.create(databaseNameOf(tenant.id))
  const databaseTokenEncrypted = await sealDatabaseToken({ keys: deps.keys, tenantId: tenant.id }, token)
  return [
    deps.registry.orm
      .update(tenants)
      .set({ databaseUrl: url, databaseTokenEncrypted })
      .where(eq(tenants.id, tenant.id)),
  ]
}

async function migrate({ deps, tenant }: Job): Promise<Statement[]> {
  const now = deps.now()
  const { to } = await migrateDatabase(await addressOf({ deps, tenant }), tenantMigrations, now)
  return [
    deps.registry.orm
      .insert(schemaVersions)
      .values({ tenantId: tenant.id, version: to, error: null, checkedAt: now })
      .onConflictDoNothing(),
  ]
}

/** Writes whose database this is, unless it already is somebody's: then it must never be used for another. */
async function identify({ deps, tenant }: Job): Promise<Statement[]> {
  const { orm, write } = openDatabase(await addressOf({ deps, tenant }), { schema: { identity } })
  const [, rows] = await write([
    orm.insert(identity).values({ id: 1, tenantId: tenant.id, createdAt: deps.now() }).onConflictDoNothing(),
    orm.select().from(identity),
  ])
  if (rows[0]?.tenantId !== tenant.id) {
    throw new DatabaseError('wrong_database', `The database of ${tenant.id} belongs to ${rows[0]?.tenantId}`)
  }
  return []
}

async function writeSettings({ deps, tenant }: Job): Promise<Statement[]> {
  const { orm, write } = openTenantDatabase(tenant.id, await addressOf({ deps, tenant }))
  const row = { ...tenant.settings, id: 1, updatedAt: deps.now() }
  await write([orm.insert(settings).values(row).onConflictDoNothing()])
  return []
}

async function activate({ deps, tenant }: Job): Promise<Statement[]> {
  return [
    deps.registry.orm
      .update(tenants)
      .set({ status: 'active' })
      .where(and(eq(tenants.id, tenant.id), eq(tenants.status, 'provisioning'))),
  ]
}

/** The stored address, not the one just made: of two runs at once, both go on with the one that was written last. */
async function addressOf({ deps: { registry, keys }, tenant }: Job): Promise<DatabaseAddress> {
  const [[row]] = await registry.read([registry.orm.select().from(tenants).where(eq(tenants.id, tenant.id))])
  if (row === undefined) throw new DatabaseError('failed', `The registry lost ${tenant.id}`)
  const token = await openDatabaseToken({ keys, tenantId: tenant.id }, row.databaseTokenEncrypted)
  return { url: row.databaseUrl, token }
}

/** The name of a studio's database at its host, `ten-4t1h…` for `ten_4t1h…`: such names have dashes only. */
export function databaseNameOf(tenantId: string): string {
  return tenantId.replaceAll('_', '-')
}
