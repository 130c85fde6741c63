import { and, eq, notInArray } from 'drizzle-orm'
import type { z } from 'zod'
import { serviceTrainers } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { References } from './read-references.ts'
import { spellOut } from './staff-input.ts'
import type { trainerInput } from './trainer-input.ts'

/**
 * What the tables keep of a trainer, but for id and state.
 *
 * @throws AppError `invalid_input` for a place or a service that is not there.
 */
export function resolveTrainer(
  { serviceIds, position: _position, ...input }: z.output<typeof trainerInput>,
  { studio, location, service }: References,
) {
  const spell = (text: typeof input.name) => spellOut(text, studio.defaultLocale)
  return {
    row: {
      ...input,
      name: spell(input.name),
      speciality: spell(input.speciality),
      bio: spell(input.bio),
      locationId: location(input.locationId).id,
    },
    serviceIds: [...new Set(serviceIds.map((id, index) => service(id, `serviceIds.${index}`).id))],
  }
}

/** Statements after which a trainer gives these services and no others; terms of their own stay where they give it still. */
export function replaceServices(
  { orm }: TenantContext['db'],
  trainerId: string,
  serviceIds: readonly string[],
) {
  const isOther = and(
    eq(serviceTrainers.trainerId, trainerId),
    notInArray(serviceTrainers.serviceId, [...serviceIds]),
  )
  return [
    orm.delete(serviceTrainers).where(isOther),
    ...serviceIds.map((serviceId) =>
      orm.insert(serviceTrainers).values({ serviceId, trainerId }).onConflictDoNothing(),
    ),
  ]
}
