import { sql } from 'drizzle-orm'
import {
  bookings,
  clients,
  consents,
  messageSettings,
  notificationRules,
  pushSubscriptions,
} from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { insertNotice } from '../../tenants/messages/insert-notice.ts'
import { insertReminders } from '../../tenants/messages/insert-reminders.ts'
import type { PushAddress } from '../../tenants/messages/push-port.ts'
import { sealPushAddress } from '../../tenants/push/push-address.ts'
import type { TestTenant } from './make-tenant.ts'
import { ids } from './studio-rows.ts'

type Filling = {
  /** How many clients book, each once; the first of them, as no two studios' have the same telephone. */
  count: number
  first: number
  startsAt: (index: number) => number
  /** Of every fourth client: where they installed the site. */
  subscribe: () => PushAddress
}

/** Reminders that each of these clients gets: the mail first. */
export const LEADS = { email: 120, sms: 90, push: 60 } as const

/**
 * As many bookings as asked for, each of a client of its own who agreed to text messages, with what that plans: reminders by
 * mail and by text message, and of every fourth a confirmation by mail and a reminder by push. Two batches.
 */
export async function fillOutbox(
  { ctx, clock }: TestTenant,
  { count, first, startsAt, subscribe }: Filling,
): Promise<void> {
  const { db } = ctx
  const now = clock.now()
  const people = Array.from({ length: count }, (_, index) => first + index)
  const devices = await Promise.all(
    people
      .filter((index) => index % 4 === 0)
      .map(async (index) => {
        const id = `psh_${index}`
        const sealed = await sealPushAddress(ctx, id, subscribe())
        return { id, clientId: `cli_${index}`, endpointHash: id, sealed, device: 'Firefox', createdAt: 0 }
      }),
  )
  await db.write([
    db.orm.update(messageSettings).set({ smsSender: 'IronWorks', smsState: 'approved', smsDayCap: 100_000 }),
    db.orm.delete(notificationRules),
    db.orm.insert(notificationRules).values(
      (['email', 'sms', 'push'] as const).map((channel) => ({
        id: `nrl_${channel}`,
        kind: 'reminder' as const,
        channel,
        leadMinutes: LEADS[channel],
        createdAt: 0,
      })),
    ),
    db.orm.insert(clients).values(people.map((index) => ({ ...contactOf(index), createdAt: 0 }))),
    db.orm.insert(consents).values(people.map(consentOf)),
    db.orm.insert(pushSubscriptions).values(devices),
  ])
  await db.write([
    db.orm
      .insert(bookings)
      .values(
        people.map((index) =>
          makeBooking(index, { now, startsAt: startsAt(index), host: ctx.tenant.primaryHost }),
        ),
      ),
    db.orm.run(
      insertNotice({ kind: 'booking_confirmed', where: sql`CAST(substr(id, 5) AS INTEGER) % 4 = 0`, now }),
    ),
    db.orm.run(insertReminders({ where: sql`true`, now })),
  ])
}

/** A mobile number of Bulgaria for each, so that no block of numbers gets more than its share. */
export function phoneOf(index: number): string {
  return `+35988${String(index % 1_000).padStart(3, '0')}${String(index).padStart(4, '0')}`
}

function contactOf(index: number) {
  return {
    id: `cli_${index}`,
    email: `client${index}@example.test`,
    firstName: 'Elena',
    lastName: 'Ivanova',
    phone: phoneOf(index),
    locale: 'en' as const,
  }
}

function consentOf(index: number) {
  return {
    id: `con_${index}`,
    clientId: `cli_${index}`,
    kind: 'sms' as const,
    isGiven: true,
    text: 'Yes, please.',
    version: '1',
    at: 0,
    source: 'booking',
    actor: 'client',
    phone: phoneOf(index),
  }
}

type Booked = { now: number; startsAt: number; host: string }

/** Side by side, as if staff had wanted it so. */
function makeBooking(index: number, { now, startsAt, host }: Booked): typeof bookings.$inferInsert {
  const { email, firstName, lastName, phone, id: clientId, locale } = contactOf(index)
  return {
    id: `bkg_${index}`,
    requestHash: '',
    clientId,
    contactEmail: email,
    contactFirstName: firstName,
    contactLastName: lastName,
    contactPhone: phone,
    locale,
    trainerId: ids.maria,
    serviceId: ids.training,
    locationId: ids.location,
    startsAt,
    endsAt: startsAt + hours(1),
    occupiedFrom: startsAt,
    occupiedUntil: startsAt + hours(1),
    status: 'confirmed',
    statusAt: now,
    priceMinor: 6000,
    currency: 'EUR',
    freeCancelUntil: startsAt - hours(24),
    host,
    source: 'staff',
    overrideReason: 'a test',
    createdAt: now,
  }
}
