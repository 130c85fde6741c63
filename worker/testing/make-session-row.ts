import type { sessions } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { ids } from '../../tests/support/studio-rows.ts'

type NewSession = typeof sessions.$inferInsert

/** A session of an hour for eight with Maria, unless told otherwise. */
export function makeSessionRow(row: Pick<NewSession, 'id' | 'startsAt'> & Partial<NewSession>): NewSession {
  const endsAt = row.startsAt + hours(1)
  return {
    serviceId: ids.training,
    locationId: ids.location,
    trainerId: ids.maria,
    endsAt,
    occupiedFrom: row.startsAt,
    occupiedUntil: endsAt,
    capacity: 8,
    priceMinor: 1200,
    statusAt: 0,
    createdAt: 0,
    ...row,
  }
}
