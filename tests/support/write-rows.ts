import {
  bookings,
  clients,
  sessions,
  waitlistEntries,
  type BookingRow,
  type SessionRow,
  type WaitlistEntryRow,
} from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

// Rows as they are, past every rule of the product: for tests of what looks at them afterwards.

const contact = {
  contactFirstName: 'Elena',
  contactLastName: 'Ivanova',
  contactEmail: 'elena@example.test',
  locale: 'en',
} as const

async function writeClient({ ctx: { db } }: Pick<TestTenant, 'ctx'>, id = 'cli_elena'): Promise<string> {
  const row = { id, email: `${id}@example.test`, firstName: 'Elena', lastName: 'Ivanova', createdAt: 0 }
  await db.write([
    db.orm
      .insert(clients)
      .values({ ...row, locale: 'en' })
      .onConflictDoNothing(),
  ])
  return id
}

let written = 0

function nextId(prefix: string): string {
  written += 1
  return `${prefix}_${written}`
}

/** Elena's booking an hour long, three days from now, unless told otherwise. */
export async function writeBooking(
  studio: Pick<TestTenant, 'ctx' | 'clock'>,
  changes: Partial<BookingRow> = {},
): Promise<BookingRow> {
  const { db } = studio.ctx
  const now = studio.clock.now()
  const startsAt = changes.startsAt ?? now + hours(72)
  const endsAt = startsAt + hours(1)
  const clientId = await writeClient(studio)
  const [[row]] = await db.write([
    db.orm
      .insert(bookings)
      .values({
        ...contact,
        id: nextId('bkg'),
        requestHash: '',
        trainerId: ids.maria,
        serviceId: ids.training,
        locationId: ids.location,
        clientId,
        startsAt,
        endsAt,
        occupiedFrom: startsAt,
        occupiedUntil: endsAt,
        status: 'confirmed',
        statusAt: now,
        priceMinor: 6000,
        currency: 'EUR',
        freeCancelUntil: startsAt - hours(24),
        host: studio.ctx.tenant.primaryHost,
        source: 'portal',
        createdAt: now,
        ...changes,
      })
      .returning(),
  ])
  if (!row) throw new Error('nothing was written')
  return row
}

/** A class of Maria's with ten places, three days from now, unless told otherwise. */
export async function writeSession(
  studio: TestTenant,
  changes: Partial<SessionRow> = {},
): Promise<SessionRow> {
  const { db } = studio.ctx
  const now = studio.clock.now()
  const startsAt = changes.startsAt ?? now + hours(72)
  const endsAt = startsAt + hours(1)
  const [[row]] = await db.write([
    db.orm
      .insert(sessions)
      .values({
        id: nextId('ses'),
        serviceId: ids.training,
        locationId: ids.location,
        trainerId: ids.maria,
        startsAt,
        endsAt,
        occupiedFrom: startsAt,
        occupiedUntil: endsAt,
        capacity: 10,
        priceMinor: 1500,
        statusAt: now,
        createdAt: now,
        ...changes,
      })
      .returning(),
  ])
  if (!row) throw new Error('nothing was written')
  return row
}

/** Elena waiting for a place in the session. */
export async function writeEntry(
  studio: TestTenant,
  changes: Partial<WaitlistEntryRow> & Pick<WaitlistEntryRow, 'sessionId'>,
): Promise<WaitlistEntryRow> {
  const { db } = studio.ctx
  const now = studio.clock.now()
  const id = nextId('wle')
  const clientId = await writeClient(studio, `cli_${id}`)
  const [[row]] = await db.write([
    db.orm
      .insert(waitlistEntries)
      .values({
        ...contact,
        id,
        requestHash: '',
        clientId,
        host: studio.ctx.tenant.primaryHost,
        joinedAt: now,
        statusAt: now,
        ...changes,
      })
      .returning(),
  ])
  if (!row) throw new Error('nothing was written')
  return row
}
