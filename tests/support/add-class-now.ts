import { bookings, clients, locations, sessions } from '../../db/tenant/schema/index.ts'
import type { System } from '../../scripts/local/start-system.ts'
import { minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import type { DemoPortal } from './demo-portals.ts'

export type ClassNow = { id: string; bookingIds: string[] }

/** A class that began ten minutes ago at a demo studio, with these people in it: what is today, whatever the time is. */
export async function addClassNow(
  { openTenant }: System,
  { tenantId, host, service, trainer }: DemoPortal,
  { serviceId, names }: { serviceId: string; names: readonly string[] },
): Promise<ClassNow> {
  const { orm, read, write } = await openTenant(tenantId)
  const [[place]] = await read([orm.select().from(locations)])
  if (!place) throw new Error(`${service.id} is nowhere`)
  const now = Date.now()
  const [startsAt, endsAt] = [now - minutes(10), now + minutes(50)]
  const id = makeId('ses')
  const what = {
    serviceId,
    locationId: place.id,
    trainerId: trainer.id,
    startsAt,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt,
    priceMinor: 1500,
    statusAt: now,
    createdAt: now,
    // Whatever the trainer is doing now.
    overrideReason: 'Test',
  }
  const people = names.map((name) => {
    const [firstName = '', lastName = ''] = name.split(' ')
    return { clientId: makeId('cli'), bookingId: makeId('bkg'), firstName, lastName }
  })
  const rows = people.map(({ clientId, bookingId, firstName, lastName }, index) => ({
    ...what,
    id: bookingId,
    sessionId: id,
    requestHash: bookingId,
    clientId,
    contactFirstName: firstName,
    contactLastName: lastName,
    contactEmail: `${clientId}@example.test`,
    contactPhone: '+12025550123',
    status: 'confirmed' as const,
    currency: 'USD',
    freeCancelUntil: startsAt,
    locale: 'en' as const,
    host,
    source: 'seed' as const,
    createdAt: now + index,
  }))
  await write([
    orm.insert(sessions).values({ ...what, id, capacity: 10 }),
    orm.insert(clients).values(
      people.map(({ clientId, firstName, lastName }) => ({
        id: clientId,
        email: `${clientId}@example.test`,
        firstName,
        lastName,
        locale: 'en' as const,
        createdAt: 0,
      })),
    ),
    orm.insert(bookings).values(rows),
  ])
  return { id, bookingIds: people.map(({ bookingId }) => bookingId) }
}
