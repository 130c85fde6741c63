import {
  availabilityOverrides,
  availabilityRules,
  bookings,
  bookingSeries,
  clientGroups,
  clients,
  customFields,
  classSeries,
  dependents,
  imports,
  services,
  serviceTrainers,
  sessions,
  timeOff,
  waitlistEntries,
  type BookingRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { days, hours } from '../../tenants/durations.ts'
import { makeSessionRow } from '../../worker/testing/make-session-row.ts'
import { ids } from '../support/studio-rows.ts'
import { owners, type Whose } from './people.ts'

/** Where a thing is made: which database, for whom, and when nobody else has anything. */
export type Place = { db: TenantDatabase; whose: Whose; at: number }

/** A new thing of somebody's; its id. Each is its own: what one test does to it is no other's matter. */
export type MakeThing = (place: Place) => Promise<string>

/** What a manage link is made for, when it is not the thing itself: a series has the links of its bookings. */
export const linked = new Map<string, string>()

let given = 0
/** A time to come at which nobody has anything yet, some hours after the last one. */
export function freeTime(now: number): number {
  given += 1
  return now + days(2) + hours(3 * given)
}

/** What is said is nobody's. */
export const template: MakeThing = async () => 'reminder.sms.en'

let made = 0
export const nextId = (prefix: string) => `${prefix}_matrix${(made += 1)}`

/** What has something to do with the client and the trainer of a thing. */
async function writeBooking({ db, whose, at }: Place, changes: Partial<BookingRow> = {}): Promise<string> {
  const id = nextId('bkg')
  const { clientId, trainerId } = owners[whose]
  const startsAt = changes.startsAt ?? at
  const row = {
    requestHash: '',
    serviceId: ids.training,
    locationId: ids.location,
    contactFirstName: `First-${whose}`,
    contactLastName: `Last-${whose}`,
    contactEmail: `${whose}@example.test`,
    endsAt: startsAt + hours(1),
    occupiedFrom: startsAt,
    occupiedUntil: startsAt + hours(1),
    status: 'confirmed',
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: startsAt - hours(24),
    locale: 'en',
    host: 'book.iron-works.test',
    source: 'portal',
    createdAt: 0,
  } as const
  await db.write([db.orm.insert(bookings).values({ ...row, id, clientId, trainerId, startsAt, ...changes })])
  return id
}

export const booking: MakeThing = (place) => writeBooking(place)

export const pendingBooking: MakeThing = (place) =>
  writeBooking(place, { status: 'pending', expiresAt: place.at })

/** Of this morning: checked in, or over. */
export const checkedInBooking: MakeThing = (place) =>
  writeBooking(place, {
    status: 'checked_in',
    startsAt: place.at - days(400),
    checkedInAt: place.at - days(400),
  })

export const missedBooking: MakeThing = (place) =>
  writeBooking(place, { status: 'no_show', startsAt: place.at - days(400) })

export const bookingOfSeries = (changes: Partial<BookingRow> = {}): MakeThing => {
  return async (place) => {
    const seriesId = nextId('bse')
    const { orm, write } = place.db
    const wish = { weekday: 2, startMinute: 540, everyNWeeks: 1, fromOn: '2027-01-05', count: 2 }
    const { clientId } = owners[place.whose]
    await write([
      orm
        .insert(bookingSeries)
        .values({ id: seriesId, clientId, serviceId: ids.training, wish, createdAt: 0 }),
    ])
    linked.set(seriesId, await writeBooking(place, { seriesId, seriesPosition: 1, ...changes }))
    return seriesId
  }
}

/** Yoga, which Maria and Ivan give. */
export async function addClass({ orm, write }: TenantDatabase): Promise<void> {
  await write([
    orm.insert(services).values({
      id: 'svc_yoga',
      slug: 'yoga',
      kind: 'class',
      name: { en: 'Yoga' },
      description: { en: 'Breathe.' },
      durationMinutes: 60,
      intervalMinutes: 60,
      capacity: 6,
      priceMinor: 1500,
      createdAt: 0,
    }),
    orm
      .insert(serviceTrainers)
      .values([ids.maria, ids.ivan].map((trainerId) => ({ serviceId: 'svc_yoga', trainerId }))),
  ])
}

export const session: MakeThing = async ({ db, whose, at }) => {
  const id = nextId('ses')
  const { trainerId } = owners[whose]
  await db.write([
    db.orm
      .insert(sessions)
      .values(makeSessionRow({ id, serviceId: 'svc_yoga', startsAt: at, trainerId, status: 'scheduled' })),
  ])
  return id
}

export const series: MakeThing = async ({ db, whose }) => {
  const id = nextId('cse')
  const { trainerId } = owners[whose]
  await db.write([
    db.orm.insert(classSeries).values({
      id,
      serviceId: 'svc_yoga',
      trainerId,
      locationId: ids.location,
      weekdays: [7],
      startMinute: 600,
      durationMinutes: 60,
      fromOn: '2027-03-01',
      untilOn: '2027-03-31',
      capacity: 6,
      createdAt: 0,
    }),
  ])
  return id
}

export const entry: MakeThing = async (place) => {
  const sessionId = await session(place)
  const id = nextId('wle')
  const { db, whose, at } = place
  await db.write([
    db.orm.insert(waitlistEntries).values({
      id,
      requestHash: '',
      sessionId,
      clientId: owners[whose].clientId,
      contactFirstName: `First-${whose}`,
      contactLastName: `Last-${whose}`,
      contactEmail: `${whose}@example.test`,
      locale: 'en',
      host: 'book.iron-works.test',
      joinedAt: at - days(1),
      statusAt: at - days(1),
    }),
  ])
  return id
}

const weekly =
  (kind: 'open' | 'break'): MakeThing =>
  async ({ db, whose }) => {
    const id = nextId('rul')
    const hour = { weekday: 6, startMinute: 600, endMinute: 660 }
    const { trainerId } = owners[whose]
    await db.write([db.orm.insert(availabilityRules).values({ id, trainerId, kind, ...hour })])
    return id
  }
export const weeklyRule = weekly('open')
export const weeklyBreak = weekly('break')

export const override: MakeThing = async ({ db, whose }) => {
  const id = nextId('ovr')
  const on = '2027-06-01'
  const { trainerId } = owners[whose]
  await db.write([
    db.orm
      .insert(availabilityOverrides)
      .values({ id, trainerId, kind: 'closed', fromOn: on, toOn: on, windows: [] }),
  ])
  return id
}

export const absence: MakeThing = async ({ db, whose, at }) => {
  const id = nextId('off')
  const { trainerId } = owners[whose]
  const startsAt = at + days(300)
  await db.write([db.orm.insert(timeOff).values({ id, trainerId, startsAt, endsAt: startsAt + hours(1) })])
  return id
}

/** The client of a thing, who has been with its trainer. */
export const client: MakeThing = async (place) => {
  await writeBooking(place)
  return owners[place.whose].clientId
}

/** Of a client who is here twice: who the second one is. */
export const twins = new Map<string, string>()
export const twin: MakeThing = async ({ db, whose }) => {
  const [id, other] = [nextId('cli'), nextId('cli')]
  const row = { firstName: 'Twin', lastName: `Last-${whose}`, locale: 'en', createdAt: 0 } as const
  await db.write([db.orm.insert(clients).values([id, other].map((one) => ({ ...row, id: one })))])
  twins.set(id, other)
  return id
}

export const trainer: MakeThing = async ({ whose }) => owners[whose].trainerId

export const dependent: MakeThing = async ({ db, whose }) => {
  const id = nextId('dep')
  const name = { firstName: 'Child', lastName: `Last-${whose}` }
  await db.write([
    db.orm.insert(dependents).values({ id, clientId: owners[whose].clientId, ...name, createdAt: 0 }),
  ])
  return id
}

/** Of a client who has been with the thing's trainer. */
export const dependentOfClient: MakeThing = async (place) => {
  await client(place)
  return dependent(place)
}

export const clientId: MakeThing = async ({ whose }) => owners[whose].clientId

const importIn =
  (state: 'ready' | 'done'): MakeThing =>
  async ({ db, whose, at }) => {
    const id = nextId('imp')
    const file = {
      fileName: `Last-${whose}.csv`,
      storageKey: '',
      bytes: 1,
      columns: ['Name'],
      mapping: ['full_name'],
    }
    await db.write([
      db.orm
        .insert(imports)
        .values({ id, ...file, state, author: 'staff:usr_owner', createdAt: at, workedAt: at }),
    ])
    return id
  }
/** A file of clients that somebody has to look at, and one whose clients are here. */
export const readyImport = importIn('ready')
export const doneImport = importIn('done')

/** What the studio asks of everybody, and keeps its clients by: nobody's own. */
export const customField: MakeThing = async ({ db, whose }) => {
  const id = nextId('fld')
  const label = { en: `Field-${whose}` }
  await db.write([db.orm.insert(customFields).values({ id, kind: 'text', label, createdAt: 0 })])
  return id
}

export const clientGroup: MakeThing = async ({ db, whose }) => {
  const id = nextId('grp')
  await db.write([db.orm.insert(clientGroups).values({ id, name: { en: `Group-${whose}` } })])
  return id
}
