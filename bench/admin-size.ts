import { staff, users } from '../db/tenant/schema/index.ts'
import type { System } from '../scripts/local/start-system.ts'
import { systemContext } from '../scripts/system-context.ts'
import { openSession } from '../tenants/access/open-session.ts'
import type { BenchRow } from './bench-row.ts'
import { makeStudio, type BenchStudio } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { compareStudios, type Request } from './compare-studios.ts'

/** Where a day is spent, as the address of each page and of what it loads by itself. */
const paths = [
  '/admin',
  '/admin/calendar',
  '/admin/calendar?view=week',
  '/admin/bookings',
  '/admin/bookings?q=iva',
  '/admin/clients',
  '/admin/clients?q=des%20pet',
  '/admin/clients?q=elena',
  '/admin/clients?segment=lapsed',
  '/admin/search?q=mar',
]

/** What 50,000 clients, 100,000 bookings and 40 trainers cost their staff: against a studio with a hundred bookings. */
export function benchAdminSize(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const size = { bookingsPerClient: 2 }
    const small = await makeStudio(system, { ...size, slug: 'small', trainers: 2, bookings: 100 })
    const large = await makeStudio(system, { ...size, slug: 'large', trainers: 40, bookings: 100_000 })
    const cookies = new Map([
      [small.tenantId, await signInOwner(system, small)],
      [large.tenantId, await signInOwner(system, large)],
    ])
    const requests = Object.fromEntries(
      paths.map((path): [string, Request] => [
        path,
        ({ tenantId }) => ({ path, headers: { cookie: `session=${cookies.get(tenantId) ?? ''}` } }),
      ]),
    )
    return compareStudios(system, { small, large, requests, name: '50,000 clients against 50' })
  })
}

/** An owner who has just signed in. Gives the session's secret. */
async function signInOwner(system: System, { tenantId, host }: BenchStudio): Promise<string> {
  const db = await system.openTenant(tenantId)
  const createdAt = Date.now()
  await db.write([
    db.orm
      .insert(users)
      .values({ id: 'usr_bench', email: 'owner@example.test', name: 'Olga', locale: 'en', createdAt }),
    db.orm
      .insert(staff)
      .values({ userId: 'usr_bench', role: 'owner', trainerId: null, status: 'active', createdAt }),
  ])
  const tenant = { id: tenantId, slug: 'bench', name: 'bench', status: 'active', primaryHost: host } as const
  const ctx = systemContext({ tenant, db, keys: system.fleet.keys, now: Date.now })
  const { secret } = await openSession(ctx, { userId: 'usr_bench', method: 'link', kind: 'browser' })
  return secret
}
