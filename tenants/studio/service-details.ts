import type { ServiceResourceRow, ServiceRow, serviceTrainers } from '../../db/tenant/schema/index.ts'
import type { Service } from './get-catalogue.ts'

export type Money = { amountMinor: number; currency: string }

/** What a trainer asks for a service, where it differs from the service's own. */
export type OwnTerms = { trainerId: string; price: Money | null; durationMinutes: number | null }

/**
 * A service as staff see it: everything that was decided about it, also when it is no longer on sale. When its clients are
 * reminded is said by the rules of messages (`tenants/messages/rules`).
 */
export type ServiceDetails = Omit<ServiceRow, 'priceMinor' | 'createdAt' | 'hasOwnReminders'> & {
  price: Money
  trainers: OwnTerms[]
  locationIds: string[]
  uses: Service['uses']
}

type Parts = {
  trainers: readonly (typeof serviceTrainers.$inferSelect)[]
  locations: readonly { serviceId: string; locationId: string }[]
  uses: readonly ServiceResourceRow[]
}

/** Puts together what the tables have of a service; `parts` may be those of all services. */
export function toServiceDetails(
  { priceMinor, createdAt: _createdAt, hasOwnReminders: _reminders, ...row }: ServiceRow,
  { trainers, locations, uses }: Parts,
  currency: string,
): ServiceDetails {
  const toMoney = (amountMinor: number) => ({ amountMinor, currency })
  const isOwn = ({ serviceId }: { serviceId: string }) => serviceId === row.id
  return {
    ...row,
    price: toMoney(priceMinor),
    trainers: trainers.filter(isOwn).map((own) => ({
      trainerId: own.trainerId,
      price: own.priceMinor === null ? null : toMoney(own.priceMinor),
      durationMinutes: own.durationMinutes,
    })),
    locationIds: locations.filter(isOwn).map(({ locationId }) => locationId),
    uses: uses.filter(isOwn).map(({ serviceId: _serviceId, ...use }) => use),
  }
}
