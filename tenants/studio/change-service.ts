import { eq } from 'drizzle-orm'
import { services } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changesOf } from '../audit/changes-of.ts'
import type { TenantContext } from '../context.ts'
import { insistOnEdition, unlessChanged } from '../edition.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getServiceDetails } from './get-service-details.ts'
import { readReferences } from './read-references.ts'
import { resolveService } from './resolve-service.ts'
import type { ServiceDetails } from './service-details.ts'
import { serviceInput, type ServiceChange } from './service-input.ts'
import { given } from './staff-input.ts'
import { replaceParts, writeService } from './write-service.ts'

/**
 * Changes a service (id or slug) from now on. What is booked stays as it was agreed: its time, its price, its terms;
 * sessions that are planned stay too.
 *
 * @throws AppError `unauthorized`, `not_found`, `invalid_input`, `conflict` (`slug_taken`), `changed_meanwhile`
 */
export async function changeService(
  ctx: TenantContext,
  { serviceId, status, edition, ...changes }: { serviceId: string } & ServiceChange,
): Promise<ServiceDetails> {
  const actor = requireStaff(ctx, 'services:change')
  const before = await getServiceDetails(ctx, serviceId)
  const wanted = given(changes)
  const input = parseInput(serviceInput, { ...before, ...wanted })
  if (input.kind !== before.kind) {
    const message = 'An appointment does not become a class, nor the other way round: make another service.'
    throw invalidFields([{ path: 'kind', message, code: 'fixed' }])
  }
  // What it points to is looked at where it is given anew: a pool may be gone that it used until now.
  const lists = {
    trainers: wanted.trainers ? input.trainers : [],
    locationIds: wanted.locationIds ? input.locationIds : [],
    uses: wanted.uses ? input.uses : [],
  }
  const { row, ...parts } = resolveService({ ...input, ...lists }, await readReferences(ctx))
  // Only what was asked for, so that two who change different things at once both get theirs.
  const isWanted = (field: string) => field in wanted || (field === 'priceMinor' && 'price' in wanted)
  const columns = Object.fromEntries(Object.entries(row).filter(([field]) => isWanted(field)))
  const { orm } = ctx.db
  // The id stays: there is always something to set.
  const set = { id: before.id, ...columns, ...given({ status }) }
  const newParts = {
    ...(wanted.trainers ? { trainers: parts.trainers } : {}),
    ...(wanted.locationIds ? { locationIds: parts.locationIds } : {}),
    ...(wanted.uses ? { uses: parts.uses } : {}),
  }
  const isIt = eq(services.id, before.id)
  await unlessChanged(() =>
    writeService(ctx, [
      insistOnEdition(ctx.db, { table: services, isIt, edition }),
      orm.update(services).set(set).where(isIt),
      ...replaceParts(orm, before.id, newParts),
      insertAudit(ctx, {
        actor,
        action: 'service.changed',
        subjectId: before.id,
        ...changesOf({ ...before, priceMinor: before.price.amountMinor }, { ...set, ...newParts }),
      }),
    ]),
  )
  return getServiceDetails(ctx, before.id)
}
