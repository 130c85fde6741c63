import type * as schema from '../../db/tenant/schema/index.ts'
import {
  bookings,
  clients,
  resources,
  serviceResources,
  services,
  serviceTrainers,
  sessions,
  type BookingRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import { makeTenant, type TenantOptions, type TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'
import { staffActor } from './staff-actor.ts'

/** What the studio has besides `ids`: a class in one of two halls, with mats by the head when asked for. */
export const classIds = {
  yoga: 'svc_yoga',
  hallA: 'res_hall_a',
  hallB: 'res_hall_b',
  mats: 'res_mats',
} as const

type ClassOptions = TenantOptions & {
  yoga?: Partial<typeof schema.services.$inferInsert>
  uses?: Omit<typeof schema.serviceResources.$inferInsert, 'serviceId'>[]
}

export type ClassStudio = TestTenant & { staff: TenantContext }

/**
 * Iron Works with a class: an hour of yoga for ten, given by Maria or Ivan in either of two halls, booked up to 60 days
 * ahead and until the minute before. `staff` is a context with a staff key.
 */
export async function makeClassStudio({ yoga, uses, ...options }: ClassOptions = {}): Promise<ClassStudio> {
  const studio = await makeTenant(options)
  const { db } = studio.ctx
  const hall = { locationId: ids.location, kind: 'room', pool: 'hall' } as const
  await db.write([
    db.orm.insert(services).values({
      id: classIds.yoga,
      slug: 'yoga',
      kind: 'class',
      name: { en: 'Yoga', bg: 'Йога' },
      description: { en: 'Breathe.', bg: 'Дишай.' },
      durationMinutes: 60,
      intervalMinutes: 60,
      capacity: 10,
      priceMinor: 1500,
      createdAt: 0,
      ...yoga,
    }),
    db.orm
      .insert(serviceTrainers)
      .values([ids.maria, ids.ivan].map((trainerId) => ({ serviceId: classIds.yoga, trainerId }))),
    db.orm.insert(resources).values([
      { id: classIds.hallA, name: { en: 'Hall A' }, position: 0, ...hall },
      { id: classIds.hallB, name: { en: 'Hall B' }, position: 1, ...hall },
      {
        ...hall,
        id: classIds.mats,
        kind: 'equipment',
        name: { en: 'Mats' },
        pool: 'mats',
        units: 10,
        position: 2,
      },
    ]),
    ...(uses ?? [{ pool: 'hall' }]).map((use) =>
      db.orm.insert(serviceResources).values({ serviceId: classIds.yoga, ...use }),
    ),
  ])
  return { ...studio, staff: studio.makeContext({ actor: staffActor }) }
}

/** Adds a session of yoga by Maria in hall A, a day from now unless told otherwise. */
export async function addSession(
  { ctx, clock }: TestTenant,
  changes: Partial<SessionRow> = {},
): Promise<SessionRow> {
  const { startsAt = clock.now() + hours(24) } = changes
  const { endsAt = startsAt + hours(1) } = changes
  const values = {
    id: makeId('ses'),
    serviceId: classIds.yoga,
    locationId: ids.location,
    trainerId: ids.maria,
    startsAt,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt,
    takes: [{ id: classIds.hallA, units: 1, from: startsAt, until: endsAt }],
    capacity: 10,
    priceMinor: 1500,
    statusAt: clock.now(),
    createdAt: clock.now(),
    ...changes,
  }
  const [[row]] = await ctx.db.write([ctx.db.orm.insert(sessions).values(values).returning()])
  if (!row) throw new Error('no session')
  return row
}

/** Adds somebody to a session, past every rule but those of the database. */
export async function addBooking(
  { ctx, clock }: TestTenant,
  session: SessionRow,
  changes: Partial<BookingRow> = {},
): Promise<BookingRow> {
  const { startsAt, endsAt } = session
  const id = makeId('bkg')
  const clientId = changes.clientId ?? makeId('cli')
  const contact = { email: `${clientId}@example.test`, firstName: 'Elena', lastName: 'Ivanova' }
  const [, [row]] = await ctx.db.write([
    ctx.db.orm
      .insert(clients)
      .values({ id: clientId, ...contact, locale: 'en', createdAt: 0 })
      .onConflictDoNothing(),
    ctx.db.orm
      .insert(bookings)
      .values({
        id,
        requestHash: id,
        clientId,
        sessionId: session.id,
        serviceId: session.serviceId,
        locationId: session.locationId,
        trainerId: session.trainerId,
        startsAt,
        endsAt,
        contactFirstName: contact.firstName,
        contactLastName: contact.lastName,
        contactEmail: contact.email,
        occupiedFrom: startsAt,
        occupiedUntil: endsAt,
        status: 'confirmed',
        statusAt: clock.now(),
        priceMinor: 1500,
        currency: 'EUR',
        freeCancelUntil: startsAt - minutes(60),
        locale: 'en',
        host: 'book.ironworks.test',
        source: 'portal',
        createdAt: clock.now(),
        ...changes,
      })
      .returning(),
  ])
  if (!row) throw new Error('no booking')
  return row
}
