import { eq } from 'drizzle-orm'
import * as schema from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { addDays, localDateAt } from '../../tenants/availability/local-time.ts'
import { parseWindow, type DemoStudio, type DemoTrainer } from './demo-studio.ts'
import { nextWeekTimeOff } from './next-week.ts'
import { planBookings } from './plan-bookings.ts'
import { seedClasses } from './seed-classes.ts'

/**
 * Writes what a studio has: place, trainers, hours, services, clients and bookings, in one transaction. A studio
 * that has its place already is left as it is, so running again changes nothing.
 */
export async function seedStudio(db: TenantDatabase, studio: DemoStudio, now: number): Promise<void> {
  const { place } = studio
  if (place === undefined) return
  const { orm } = db
  const [existing] = await db.read([
    orm.select().from(schema.locations).where(eq(schema.locations.id, place.id)),
  ])
  if (existing.length > 0) return

  const bookings = planBookings(studio, now)
  const events = bookings.map(({ id }) => ({
    id: id.replace('bkg_', 'evt_'),
    bookingId: id,
    kind: 'booked' as const,
    actor: 'system',
    at: now,
  }))
  const { trainers, services, clients, settings } = studio
  const toRow = (client: DemoStudio['clients'][number]) => {
    return { ...client, locale: settings.defaultLocale, createdAt: now }
  }
  const given = services.flatMap((service) =>
    service.trainerIds.map((trainerId) => ({ serviceId: service.id, trainerId })),
  )
  const toTrainer = ({ id, slug, name, speciality, bio }: DemoTrainer, position: number) => {
    return { id, slug, name, speciality, bio, position, locationId: place.id, createdAt: now }
  }
  const toService = (
    { trainerIds: _trainerIds, ...row }: DemoStudio['services'][number],
    position: number,
  ) => {
    return { ...row, position, createdAt: now }
  }
  const rules = trainers.flatMap(listRules)
  const overrides = listOverrides(studio, place.timeZone, now)
  const away = listTimeOff(studio, place.timeZone, now)
  await db.write([
    orm.insert(schema.locations).values(place),
    // An insert of no rows cannot be written: a studio may begin with its place alone.
    ...(trainers.length > 0 ? [orm.insert(schema.trainers).values(trainers.map(toTrainer))] : []),
    ...(services.length > 0 ? [orm.insert(schema.services).values(services.map(toService))] : []),
    ...(given.length > 0 ? [orm.insert(schema.serviceTrainers).values(given)] : []),
    ...(rules.length > 0 ? [orm.insert(schema.availabilityRules).values(rules)] : []),
    ...(overrides.length > 0 ? [orm.insert(schema.availabilityOverrides).values(overrides)] : []),
    ...(away.length > 0 ? [orm.insert(schema.timeOff).values(away)] : []),
    ...(clients.length > 0 ? [orm.insert(schema.clients).values(clients.map(toRow))] : []),
    ...(bookings.length > 0
      ? [orm.insert(schema.bookings).values(bookings), orm.insert(schema.bookingEvents).values(events)]
      : []),
    // With clients it is in business: the list of first steps is behind it.
    ...(clients.length > 0 ? [orm.update(schema.settings).set({ startedAt: now })] : []),
  ])
  await seedClasses(db, studio, now)
}

/** Weekly hours as rows. */
export function listRules(trainer: DemoTrainer) {
  return Object.entries(trainer.weeklyHours).flatMap(([weekday, windows]) =>
    windows.map((window, index) => ({
      id: `rul_${trainer.slug}_${weekday}_${index}`,
      trainerId: trainer.id,
      weekday: Number(weekday),
      ...parseWindow(window),
    })),
  )
}

/** Dates that differ, counted from today. */
export function listOverrides({ trainers }: DemoStudio, timeZone: string, now: number) {
  const today = localDateAt(timeZone, now)
  return trainers.flatMap(({ id, slug, override }) =>
    override === undefined
      ? []
      : {
          id: `ovr_${slug}`,
          trainerId: id,
          kind: 'replace' as const,
          fromOn: addDays(today, override.inDays),
          toOn: addDays(today, override.inDays),
          windows: override.windows.map(parseWindow),
        },
  )
}

/** Absences in the week that begins with the next Monday. */
export function listTimeOff({ trainers }: DemoStudio, timeZone: string, now: number) {
  return trainers.flatMap((trainer) => {
    const away = nextWeekTimeOff(trainer, timeZone, now)
    return away === undefined ? [] : { id: `off_${trainer.slug}`, trainerId: trainer.id, ...away }
  })
}
