import { and, asc, eq, gt } from 'drizzle-orm'
import { services, sessions, settings, type SessionRow } from '../../db/tenant/schema/index.ts'
import type { System } from '../../scripts/local/start-system.ts'
import { days } from '../../tenants/durations.ts'
import { askApi } from './ask.ts'
import type { DemoPortal } from './demo-portals.ts'

/** Sessions of a class from `inDays` days from now on, in order. */
export async function listClassSessions(
  { openTenant }: System,
  { tenantId }: DemoPortal,
  { serviceId, inDays = 3 }: { serviceId: string; inDays?: number },
): Promise<SessionRow[]> {
  const { orm, read } = await openTenant(tenantId)
  const [rows] = await read([
    orm
      .select()
      .from(sessions)
      .where(and(eq(sessions.serviceId, serviceId), gt(sessions.startsAt, Date.now() + days(inDays))))
      .orderBy(asc(sessions.startsAt)),
  ])
  return rows
}

/** Changes a service past every verb: for what the demo studios do not do. */
export async function changeService(
  { openTenant }: System,
  { tenantId }: DemoPortal,
  { id, ...changes }: Partial<typeof services.$inferInsert> & { id: string },
): Promise<void> {
  const { orm, write } = await openTenant(tenantId)
  await write([orm.update(services).set(changes).where(eq(services.id, id))])
}

/** Changes the studio's settings, likewise. */
export async function changeStudio(
  { openTenant }: System,
  { tenantId }: DemoPortal,
  changes: Partial<typeof settings.$inferInsert>,
): Promise<void> {
  const { orm, write } = await openTenant(tenantId)
  await write([orm.update(settings).set(changes)])
}

/** Other people take every place that is left in a session; the paths of their bookings' pages, in order. */
export async function fillSession(url: string, { host }: DemoPortal, sessionId: string): Promise<string[]> {
  const taken: string[] = []
  for (let place = 0; ; place += 1) {
    const answer = await askApi({
      url,
      host,
      path: '/bookings',
      method: 'POST',
      json: {
        session_id: sessionId,
        client: {
          first_name: 'Nikola',
          last_name: 'Petrov',
          email: `full-${sessionId}-${place}@example.test`,
        },
      },
    })
    if (answer.status === 409 && taken.length > 0) return taken
    if (answer.status !== 201) throw new Error(`not booked: ${answer.status} ${answer.text}`)
    const { manage_url: manageUrl } = answer.json() as { manage_url: string }
    const { pathname, search } = new URL(manageUrl)
    taken.push(pathname + search)
  }
}
