import type { ServiceResourceRow, ServiceRow, serviceTrainers } from '../../db/tenant/schema/index.ts'
import type { FieldError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import type { References } from './read-references.ts'
import type { ParsedService } from './service-input.ts'
import { spellOut } from './staff-input.ts'

/** What the tables keep of a service, but for its id and its state. */
export type ServiceParts = {
  row: Omit<ServiceRow, 'id' | 'status' | 'createdAt' | 'edition' | 'hasOwnReminders'>
  trainers: Omit<typeof serviceTrainers.$inferSelect, 'serviceId'>[]
  locationIds: string[]
  uses: Omit<ServiceResourceRow, 'serviceId'>[]
}

/**
 * Finds what a service points to.
 *
 * @throws AppError `invalid_input` for a trainer, a place or a pool that is not there or named twice, for more units than
 *   any resource of the pool has, and for another currency than the studio's.
 */
export function resolveService(
  { trainers, locationIds, uses, price, name, description, ...row }: ParsedService,
  references: References,
): ServiceParts {
  const { studio } = references
  const given = trainers.map(({ trainerId, price: own, durationMinutes }, index) => ({
    trainerId: references.trainer(trainerId, `trainers.${index}.trainerId`).id,
    priceMinor: own?.amountMinor ?? null,
    durationMinutes,
  }))
  const places = locationIds.map((id, index) => references.location(id, `locationIds.${index}`).id)
  const errors = [
    ...findTwice(
      given.map(({ trainerId }) => trainerId),
      (index) => `trainers.${index}.trainerId`,
    ),
    ...findTwice(places, (index) => `locationIds.${index}`),
    ...findTwice(
      uses.map(({ pool }) => pool),
      (index) => `uses.${index}.pool`,
    ),
    ...uses.flatMap((use, index) => findPoolFault(use, { index, references })),
    ...[price, ...trainers.map((one) => one.price)].flatMap((money, index): FieldError[] => {
      if (!money || money.currency === studio.currency) return []
      const path = index === 0 ? 'price.currency' : `trainers.${index - 1}.price.currency`
      return [{ path, code: 'wrong_currency', message: `Prices here are in ${studio.currency}.` }]
    }),
  ]
  if (errors.length > 0) throw invalidFields(errors)
  return {
    row: {
      ...row,
      name: spellOut(name, studio.defaultLocale),
      description: spellOut(description, studio.defaultLocale),
      priceMinor: price.amountMinor,
    },
    trainers: given,
    locationIds: places,
    uses,
  }
}

function findTwice(ids: readonly string[], toPath: (index: number) => string): FieldError[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: toPath(index), code: 'twice', message: 'This is there twice.' }],
  )
}

function findPoolFault(
  { pool, units }: ServiceParts['uses'][number],
  { index, references }: { index: number; references: References },
): FieldError[] {
  const most = references.largestOf(pool)
  if (most === 0) return [{ path: `uses.${index}.pool`, code: 'unknown', message: 'There is no such pool.' }]
  if (units <= most) return []
  const message = `No resource of this pool has more than ${most}.`
  return [{ path: `uses.${index}.units`, code: 'too_many', message }]
}
