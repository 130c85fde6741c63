import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { NEWEST_TENANT_VERSION, openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import type { SigningKeys } from '../../tenants/access/signing-keys.ts'
import { commitBookings } from '../../tenants/bookings/commit-bookings.ts'
import type { TenantContext, Work } from '../../tenants/context.ts'
import { makeClock, type TestClock } from './make-clock.ts'
import { makeMemoryDomains } from './memory-domains.ts'
import { makeMemoryMailDomains } from './memory-mail-domains.ts'
import { makeMemoryFiles, noImages } from './memory-files.ts'
import { makeMemorySmsNumbers } from './memory-sms-numbers.ts'
import { studioRows, type StudioChanges } from './studio-rows.ts'
import { testDatabases } from './test-databases.ts'

/** A studio of its own for one test. */
export type TestTenant = {
  ctx: TenantContext
  /** Another context on the same studio, with a database handle and a memory of its own, as another request has. */
  makeContext: (changes?: Partial<TenantContext>) => TenantContext
  address: DatabaseAddress
  clock: TestClock
  /** Every `dueAt` that was announced, in order. */
  announced: number[]
  /** Which clients are to be forgotten, whatever becomes of the database. */
  erasureOrders: Set<string>
  /** What was to be done in the background, in order. */
  started: Work[]
  /** What is in the studio’s part of the bucket, by key. */
  kept: ReturnType<typeof makeMemoryFiles>['kept']
}

export type TenantOptions = { now?: number; host?: string; studio?: StudioChanges }

/** Monday 4 January 2027, 08:00 in Sofia. */
export const MONDAY_MORNING = Date.UTC(2027, 0, 4, 6)

const keys: SigningKeys = [{ id: 'test', secret: new Uint8Array(32).fill(7) }]

let made = 0

/**
 * Makes a studio in a fresh, migrated database: Iron Works in Sofia, with what `studio-rows.ts` lists. Each file of
 * tests has one database server, which ends with it. The calendar decides at once, without a line.
 */
export async function makeTenant(options: TenantOptions = {}): Promise<TestTenant> {
  made += 1
  const name = `t${made}`
  const id = `ten_${made}`
  const clock = makeClock(options.now ?? MONDAY_MORNING)
  const address = await (await testDatabases()).createMigrated(name, tenantMigrations)
  await writeStudio(address, id, options.studio)

  const host = options.host ?? 'book.ironworks.test'
  const announced: number[] = []
  const erasureOrders = new Set<string>()
  const started: Work[] = []
  const { files, kept } = makeMemoryFiles()
  const makeContext = (changes: Partial<TenantContext> = {}): TenantContext => {
    const db = openTenantDatabase(id, address)
    return {
      tenant: { id, slug: 'ironworks', name: 'Iron Works', status: 'active', primaryHost: host },
      db,
      schemaVersion: NEWEST_TENANT_VERSION,
      actor: { kind: 'visitor' },
      login: null,
      visitor: { network: '203.0.113.7', userAgent: 'Test' },
      orderErasure: async (clientId) => {
        erasureOrders.add(clientId)
      },
      now: clock.now,
      requestId: 'req_test',
      origin: `https://${host}`,
      keys,
      calendar: {
        book: async (command) => {
          const [outcome] = await commitBookings(db, [command])
          return outcome ?? { ok: false, code: 'unavailable' }
        },
        forget: async () => {},
        announce: async () => {},
      },
      files,
      images: noImages,
      domains: makeMemoryDomains({ tenantId: id, host }),
      mailDomains: makeMemoryMailDomains({ tenantId: id }),
      smsNumbers: makeMemorySmsNumbers(id),
      pushKey: null,
      notices: async () => [],
      plans: async () => ({ own: null, offered: [] }),
      startWork: async (work) => {
        started.push(work)
      },
      announce: async (dueAt) => {
        announced.push(dueAt)
      },
      ...changes,
    }
  }
  return { ctx: makeContext(), makeContext, address, clock, announced, erasureOrders, kept, started }
}

async function writeStudio(address: DatabaseAddress, tenantId: string, changes: StudioChanges = {}) {
  // Without the guard of `openTenantDatabase`: the identity it asks for is written here.
  const { orm, write } = openDatabase(address, { schema })
  const rows = studioRows(changes)
  await write([
    orm.insert(schema.identity).values({ id: 1, tenantId, createdAt: 0 }),
    orm.insert(schema.settings).values(rows.settings),
    orm.insert(schema.locations).values(rows.locations),
    orm.insert(schema.trainers).values(rows.trainers),
    orm.insert(schema.services).values(rows.services),
    orm.insert(schema.serviceTrainers).values(rows.serviceTrainers),
    orm.insert(schema.availabilityRules).values(rows.availabilityRules),
  ])
}
