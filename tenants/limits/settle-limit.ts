import type { z } from 'zod'
import type { BookingLimitRow } from '../../db/tenant/schema/index.ts'
import type { References } from '../studio/read-references.ts'
import type { limitInput } from './limit-input.ts'

/**
 * A limit with ids instead of slugs.
 *
 * @throws AppError `invalid_input` for what is not there.
 */
export function settleLimit(
  input: z.output<typeof limitInput>,
  { trainer, service, clientGroup }: References,
): Omit<BookingLimitRow, 'id'> {
  const { trainerId, serviceId, clientGroupId } = input
  return {
    ...input,
    trainerId: trainerId === null ? null : trainer(trainerId).id,
    serviceId: serviceId === null ? null : service(serviceId).id,
    clientGroupId: clientGroupId === null ? null : clientGroup(clientGroupId).id,
  }
}
