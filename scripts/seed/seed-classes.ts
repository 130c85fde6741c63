import { and, asc, gt, lt } from 'drizzle-orm'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import * as schema from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, weekdayOf } from '../../tenants/availability/local-time.ts'
import { materializeSeries } from '../../tenants/classes/materialize-series.ts'
import { days, hours, minutes } from '../../tenants/durations.ts'
import { systemContext } from '../system-context.ts'
import { parseTime, type DemoClass, type DemoService, type DemoStudio } from './demo-studio.ts'

/** Writes a studio's classes, makes their sessions, and puts people into those of the next ten days. */
export async function seedClasses(db: TenantDatabase, studio: DemoStudio, now: number): Promise<void> {
  const { classes, place } = studio
  const [first, ...others] = classes
  if (first === undefined || place === undefined) return
  const toRow = (one: DemoClass) =>
    makeSeries(one, { studio, timeZone: place.timeZone, locationId: place.id, now })
  await db.write([db.orm.insert(schema.classSeries).values([toRow(first), ...others.map(toRow)])])
  const { id, slug, name, ownDomains } = studio
  const tenant = { id, slug, name, status: 'active', primaryHost: ownDomains[0] ?? '' } as const
  const ctx = systemContext({
    tenant,
    db,
    keys: [{ id: 'none', secret: new Uint8Array(32) }],
    now: () => now,
  })
  for (const series of classes) await materializeSeries(ctx, series.id)

  const [sessions] = await db.read([
    db.orm
      .select()
      .from(schema.sessions)
      .where(and(gt(schema.sessions.startsAt, now + hours(1)), lt(schema.sessions.startsAt, now + days(10))))
      .orderBy(asc(schema.sessions.startsAt)),
  ])
  const bookings = sessions.flatMap((session, index) => fillSession(studio, { session, index, now }))
  const events = bookings.map(({ id }) => {
    return {
      id: id.replace('bkg_', 'evt_'),
      bookingId: id,
      kind: 'booked' as const,
      actor: 'system',
      at: now,
    }
  })
  if (bookings.length === 0) return
  await db.write([
    db.orm.insert(schema.bookings).values(bookings),
    db.orm.insert(schema.bookingEvents).values(events),
  ])
}

function serviceOf({ services }: DemoStudio, id: string): DemoService {
  const service = services.find((one) => one.id === id)
  if (service === undefined) throw new Error(`A class of no service: ${id}`)
  return service
}

type Circumstances = { studio: DemoStudio; timeZone: string; locationId: string; now: number }

function makeSeries(one: DemoClass, { studio, timeZone, locationId, now }: Circumstances) {
  const { id, serviceId, trainerId, weekdays } = one
  const { durationMinutes, capacity = 1 } = serviceOf(studio, serviceId)
  const today = localDateAt(timeZone, now)
  return {
    id,
    serviceId,
    trainerId,
    locationId,
    weekdays,
    durationMinutes,
    capacity,
    startMinute: parseTime(one.time),
    fromOn: addDays(today, 1 - weekdayOf(today)),
    createdAt: now,
  }
}

/** The first session is full, the others have room. */
function fillSession(
  studio: DemoStudio,
  { session, index, now }: { session: schema.SessionRow; index: number; now: number },
): (typeof schema.bookings.$inferInsert)[] {
  const { id: sessionId, serviceId, trainerId, locationId, startsAt, endsAt, capacity, priceMinor } = session
  const { freeCancelMinutes } = serviceOf(studio, serviceId)
  const count = index === 0 ? capacity : (index * 3) % capacity
  return studio.clients.slice(0, count).map((client) => {
    const id = `bkg_demo_${sessionId.replace('ses_', '')}_${client.id.replace('cli_', '')}`
    return {
      id,
      sessionId,
      serviceId,
      trainerId,
      locationId,
      startsAt,
      endsAt,
      priceMinor,
      requestHash: id,
      clientId: client.id,
      contactFirstName: client.firstName,
      contactLastName: client.lastName,
      contactEmail: client.email,
      occupiedFrom: startsAt,
      occupiedUntil: endsAt,
      status: 'confirmed',
      statusAt: now,
      currency: studio.settings.currency,
      freeCancelUntil: startsAt - minutes(freeCancelMinutes),
      locale: studio.settings.defaultLocale,
      host: studio.ownDomains[0] ?? '',
      source: 'seed',
      createdAt: now,
    }
  })
}
