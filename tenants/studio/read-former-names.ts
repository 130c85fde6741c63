import { inArray } from 'drizzle-orm'
import { services, trainers, type LocalizedText } from '../../db/tenant/schema/index.ts'
import { requireAnyStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from './get-catalogue.ts'

type Given = { serviceId: string; trainerId: string }

/**
 * What services and trainers are called that are in bookings but no longer in the catalogue, by id. One round trip where
 * there are any. For staff.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function readFormerNames(
  ctx: TenantContext,
  given: readonly Given[],
): Promise<Map<string, LocalizedText>> {
  requireAnyStaff(ctx)
  const catalogue = await getCatalogue(ctx)
  const known = new Set([...catalogue.services, ...catalogue.trainers].map(({ id }) => id))
  const missing = given
    .flatMap(({ serviceId, trainerId }) => [serviceId, trainerId])
    .filter((id) => !known.has(id))
  if (missing.length === 0) return new Map()
  const ids = [...new Set(missing)]
  const { orm, read } = ctx.db
  const [offers, people] = await read([
    orm.select({ id: services.id, name: services.name }).from(services).where(inArray(services.id, ids)),
    orm.select({ id: trainers.id, name: trainers.name }).from(trainers).where(inArray(trainers.id, ids)),
  ])
  return new Map([...offers, ...people].map(({ id, name }) => [id, name]))
}
