import { asc, eq } from 'drizzle-orm'
import {
  availabilityRules,
  bookings,
  locations,
  policies,
  policyVersions,
  resources,
  serviceLocations,
  serviceResources,
  serviceTrainers,
  timeOff,
  trainers,
  type BookingRow,
  type SessionRow,
} from '../../db/tenant/schema/index.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { createClassSeries } from '../../tenants/classes/create-class-series.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { days, hours } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import {
  addBooking,
  addSession,
  classIds,
  makeClassStudio,
  type ClassStudio,
} from '../support/make-class-studio.ts'
import { join } from '../support/make-full-class.ts'
import { makeLines } from '../support/make-lines.ts'
import { makePolicyRules } from '../support/make-policy-rules.ts'
import { ids } from '../support/studio-rows.ts'
import type { OptionName } from './options.ts'
import { staffActor } from '../support/staff-actor.ts'

/** A studio with some options switched on, in which Elena books at ten on the Monday after next. */
export type World = Omit<ClassStudio, 'makeContext'> & {
  makeContext: (changes?: Partial<TenantContext>) => TenantContext
  has: (option: OptionName) => boolean
  isClass: boolean
  locationId: string
  startsAt: number
  /** The class on each of the dates. */
  sessions: SessionRow[]
  classSeriesId: string | null
  holdId: string | null
}

export const START_ON = '2027-01-11'
export const PLACES = 4
export const PRICE_MINOR = 4_000
export const placeIds = { second: 'loc_lisbon' } as const
export const petra = 'trn_petra'
const ROOM = 'res_room'
const DATES = 3
const HOLDER_SECRET = 'the-secret-of-elenas-browser'
const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }

export async function makeWorld(options: readonly OptionName[]): Promise<World> {
  const has = (option: OptionName) => options.includes(option)
  const service = {
    priceMinor: PRICE_MINOR,
    maxParty: PLACES,
    approval: has('approval') ? 'always' : 'none',
  } as const
  const studio = await makeClassStudio({
    yoga: { ...service, capacity: PLACES },
    uses: has('room') ? [{ pool: ROOM }] : [],
    studio: { service: { ...service, bufferAfterMinutes: 0 } },
  })
  const isAway = has('several locations')
  const world: World = {
    ...studio,
    makeContext: makeLines(studio),
    staff: makeLines(studio)({ actor: staffActor }),
    has,
    isClass: has('class') || has('class series') || has('waitlist'),
    locationId: isAway ? placeIds.second : ids.location,
    startsAt: Date.UTC(2027, 0, 11, isAway ? 10 : 8),
    sessions: [],
    classSeriesId: null,
    holdId: null,
  }
  if (isAway) await openSecondPlace(world)
  if (has('room')) await addRoom(world)
  if (has('late fee')) await addPolicy(world)
  if (has('any trainer') && !world.isClass) await sendMariaAway(world)
  if (world.isClass) await addClasses(world)
  return world
}

async function openSecondPlace({ ctx: { db } }: World) {
  const name = { en: 'Lisbon' }
  const place = { id: placeIds.second, name, address: name, timeZone: 'Europe/Lisbon', position: 1 }
  const rules = [ids.maria, ids.ivan].map((trainerId) => ({
    id: `rul_lisbon_${trainerId}`,
    trainerId,
    locationId: placeIds.second,
    weekday: 1,
    startMinute: 9 * 60,
    endMinute: 18 * 60,
  }))
  const both = [ids.location, placeIds.second]
  const given = [ids.training, ids.assessment, classIds.yoga].flatMap((serviceId) =>
    both.map((locationId) => ({ serviceId, locationId })),
  )
  await db.write([
    db.orm.insert(locations).values(place),
    db.orm.insert(availabilityRules).values(rules),
    db.orm.insert(serviceLocations).values(given),
  ])
}

/** The one room, and Petra, who has nothing to do but assessments in it. */
async function addRoom({ ctx: { db }, locationId }: World) {
  const room = { id: ROOM, locationId, kind: 'room', name: { en: 'The room' }, pool: ROOM } as const
  const name = { en: 'Petra' }
  await db.write([
    db.orm
      .insert(trainers)
      .values({ id: petra, slug: 'petra', name, speciality: name, bio: name, locationId, createdAt: 0 }),
    db.orm.insert(serviceTrainers).values({ serviceId: ids.assessment, trainerId: petra }),
    db.orm
      .insert(availabilityRules)
      .values({ id: 'rul_petra', trainerId: petra, weekday: 1, startMinute: 9 * 60, endMinute: 18 * 60 }),
    db.orm.insert(resources).values(room),
    db.orm
      .insert(serviceResources)
      .values([ids.training, ids.assessment].map((serviceId) => ({ serviceId, pool: ROOM }))),
  ])
}

async function addPolicy({ ctx: { db } }: World) {
  const rules = makePolicyRules({ lateCancel: { kind: 'fee', feePercent: 50 } })
  const policyId = 'pol_half'
  await db.write([
    db.orm.insert(policies).values({ id: policyId, name: 'Half', position: 0, version: 1 }),
    db.orm
      .insert(policyVersions)
      .values({ policyId, version: 1, rules, text: { en: 'Half of it' }, createdAt: 0 }),
  ])
}

/** Only Ivan is there on the first of the dates. */
async function sendMariaAway({ ctx: { db }, startsAt }: World) {
  const away = {
    id: 'off_maria',
    trainerId: ids.maria,
    startsAt: startsAt - hours(2),
    endsAt: startsAt + hours(2),
  }
  await db.write([db.orm.insert(timeOff).values(away)])
}

async function addClasses(world: World) {
  const { locationId, startsAt, staff, ctx } = world
  if (!world.has('class series')) {
    for (let week = 0; week < DATES; week += 1) {
      const at = startsAt + days(7 * week)
      const takes = world.has('room') ? [{ id: ROOM, units: 1, from: at, until: at + hours(1) }] : []
      const changes = { startsAt: at, takes, locationId, capacity: PLACES, priceMinor: PRICE_MINOR }
      world.sessions.push(await addSession(world, changes))
    }
    return
  }
  const { series, sessionIds } = await createClassSeries(staff, {
    serviceId: classIds.yoga,
    trainerId: ids.maria,
    locationId,
    weekdays: [1],
    startMinute: 10 * 60,
    fromOn: START_ON,
    count: DATES,
  })
  world.classSeriesId = series.id
  const rows = await ctx.db.orm.query.sessions.findMany({ orderBy: (row) => asc(row.startsAt) })
  world.sessions.push(...rows.filter(({ id }) => sessionIds.includes(id)))
}

type Wish = { serviceId?: string; trainerId: string | null; name: string }

/** An appointment at Elena's time, for whoever goes by this name. */
export function book(world: World, { serviceId = ids.training, trainerId, name }: Wish) {
  const { startsAt, locationId } = world
  return createBooking(
    world.makeContext(),
    makeBookingInput({
      serviceId,
      trainerId,
      startsAt,
      locationId,
      client: { ...elena, email: `${name}@example.test` },
    }),
  )
}

/** Elena books, by way of everything that is switched on. */
export async function bookEverything(world: World): Promise<BookingRow[]> {
  const { has, isClass, startsAt, locationId, sessions } = world
  const guests = has('party') ? [{ firstName: 'Ana', lastName: 'Ivanova' }] : []
  if (has('waitlist')) {
    await moveUp(world, 1 + guests.length)
    return readRows(world)
  }
  const trainerId = has('any trainer') ? null : ids.maria
  const time = { serviceId: ids.training, trainerId, startsAt, locationId }
  const hold = has('hold') ? await keep(world, 1 + guests.length) : null
  const input = makeBookingInput({ client: elena, source: 'portal' })
  const shared = {
    idempotencyKey: input.idempotencyKey,
    client: elena,
    guests,
    hold,
    host: input.host,
  } as const
  if (has('own series')) {
    const wish = isClass ? { ...time, serviceId: classIds.yoga, trainerId: null } : time
    await bookSeries(world.makeContext(), { ...shared, ...wish, source: 'portal', count: DATES })
  } else {
    const wish = isClass ? { sessionId: sessions[0]?.id ?? '' } : time
    await createBooking(world.makeContext(), { ...shared, ...wish, source: 'portal' })
  }
  return readRows(world)
}

async function keep(world: World, heads: number) {
  const { isClass, sessions, startsAt, locationId } = world
  const trainerId = world.has('any trainer') ? ids.ivan : ids.maria
  const hold = await placeHold(world.makeContext(), {
    attemptKey: 'attempt-of-elena',
    holderSecret: HOLDER_SECRET,
    wish: isClass
      ? { sessionId: sessions[0]?.id ?? '', quantity: heads }
      : { serviceId: ids.training, trainerId, startsAt, locationId },
  })
  world.holdId = hold.id
  return { id: hold.id, holderSecret: HOLDER_SECRET }
}

/** The class is full; Elena waits; the others give their places up, one after the other. */
async function moveUp(world: World, partySize: number) {
  const [session] = world.sessions
  if (!session) throw new Error('no session')
  const others = []
  for (let place = 0; place < PLACES; place += 1)
    others.push(await addBooking(world, session, { source: 'seed' }))
  await join(world.makeContext(), session, { name: 'elena', partySize })
  for (const { id } of others) await cancelBooking(world.staff, { bookingId: id })
}

/** Elena's bookings, in the order of their dates and people. */
export async function readRows({ makeContext }: World): Promise<BookingRow[]> {
  const { db } = makeContext()
  const [rows] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(eq(bookings.contactEmail, elena.email))
      .orderBy(bookings.startsAt, bookings.guestPosition),
  ])
  return rows
}

/** What somebody is told who is refused: the reason's word. */
export const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isAppError(error)) throw error
      return error.details.reason
    },
  )
