import { eq } from 'drizzle-orm'
import * as schema from '../../db/tenant/schema/index.ts'
import { addDays, MINUTE_MS, toInstant } from '../../tenants/availability/local-time.ts'
import type { Dice } from './make-dice.ts'
import { makeRandomCase } from './make-random-schedule.ts'
import { makeTenant, type TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

export const OTHER_PLACE = 'loc_other'

type Place = { timeZone: string; on: string }

/**
 * A studio in a database whose rules are all by chance: two trainers, two places, rooms and equipment, limits, time off. Its
 * clock stands a little before the date. Clients may come in pairs and choose how long.
 */
export async function makeRandomStudio(dice: Dice, { timeZone, on }: Place): Promise<TestTenant> {
  const start = toInstant(timeZone, { on, minuteOfDay: 0 })
  const { service, schedule } = makeRandomCase(dice, { timeZone, on })
  const durationMinutes = dice.pick([30, 45, 60, 90])
  const studio = await makeTenant({
    now: start - dice.roll(60, 1800) * MINUTE_MS,
    studio: {
      location: { timeZone },
      settings: { weekStartsOn: schedule.weekStartsOn },
      service: {
        ...service,
        durationMinutes,
        durationChoices: [15, 120],
        maxParty: 2,
        ...(dice.oneIn(3) ? schedule.window : {}),
      },
    },
  })
  const { db } = studio.ctx
  await db.write([
    db.orm.delete(schema.availabilityRules),
    db.orm
      .insert(schema.locations)
      .values({ ...otherPlace, timeZone: dice.oneIn(2) ? timeZone : 'Asia/Kathmandu' }),
    db.orm
      .update(schema.serviceTrainers)
      .set({ durationMinutes: dice.pick([null, 75]), priceMinor: 100 })
      .where(eq(schema.serviceTrainers.trainerId, ids.ivan)),
    ...[ids.maria, ids.ivan].flatMap((trainerId) => trainerRows(studio, dice, { trainerId, timeZone, on })),
    ...sharedRows(studio, dice, schedule),
  ])
  return studio
}

const otherPlace = { id: OTHER_PLACE, name: { en: 'Other place' }, address: { en: 'Elsewhere' }, position: 1 }

type Whose = Place & { trainerId: string }

/** Hours, breaks, dates and time off of one trainer, at both places. */
function trainerRows({ ctx: { db } }: TestTenant, dice: Dice, { trainerId, timeZone, on }: Whose) {
  const { schedule } = makeRandomCase(dice, { timeZone, on })
  const place = () => dice.pick([null, null, ids.location, OTHER_PLACE])
  const rules = schedule.weekly.map((rule, index) => ({
    ...rule,
    id: `rul_${trainerId}_${index}`,
    trainerId,
    locationId: place(),
  }))
  const dates = schedule.overrides.map(({ isOfPlace, windows, ...override }, index) => ({
    ...override,
    id: `ovr_${trainerId}_${index}`,
    windows: [...windows],
    trainerId: isOfPlace ? null : trainerId,
    locationId: isOfPlace ? ids.location : place(),
  }))
  const off = schedule.timeOff.map((one, index) => ({ ...one, id: `off_${trainerId}_${index}`, trainerId }))
  const { availabilityRules, availabilityOverrides, timeOff } = schema
  const { orm } = db
  return [
    orm.insert(availabilityRules).values([...rules, alwaysOpen(trainerId, addDays(on, 1))]),
    ...dates.map((row) => orm.insert(availabilityOverrides).values(row)),
    ...off.map((row) => orm.insert(timeOff).values(row)),
  ]
}

/** One day on which there is something to book whatever the dice say. */
function alwaysOpen(trainerId: string, on: string) {
  const dates = { validFromOn: on, validToOn: on }
  const weekday = ((new Date(on).getUTCDay() + 6) % 7) + 1
  return { id: `rul_${trainerId}_always`, trainerId, weekday, startMinute: 0, endMinute: 1440, ...dates }
}

type Shared = Pick<Awaited<ReturnType<typeof makeRandomCase>>['schedule'], 'pools' | 'caps'>

/** Resources that both services need, and limits. */
function sharedRows({ ctx: { db } }: TestTenant, dice: Dice, { pools, caps }: Shared) {
  const { orm } = db
  const { bookingLimits, resources, serviceResources } = schema
  const needs = pools.map(({ pool, units, per }) => ({ pool, units, per }))
  const things = pools.flatMap(({ pool, resources: own }) =>
    own.map(({ uses: _uses, ...resource }) => ({
      ...resource,
      pool,
      kind: 'room' as const,
      name: { en: resource.id },
      locationId: dice.pick([ids.location, ids.location, OTHER_PLACE]),
    })),
  )
  const limits = caps
    .filter(({ maxBookings, maxMinutes }) => maxBookings !== null || maxMinutes !== null)
    .map(({ limitId, subject, period, maxBookings, maxMinutes }) => {
      return { id: limitId, subject, period, maxBookings, maxMinutes }
    })
  return [
    ...things.map((row) => orm.insert(resources).values(row)),
    ...[ids.training, ids.assessment].flatMap((serviceId) =>
      needs.map((row) => orm.insert(serviceResources).values({ serviceId, ...row })),
    ),
    ...limits.map((row) => orm.insert(bookingLimits).values(row)),
  ]
}
