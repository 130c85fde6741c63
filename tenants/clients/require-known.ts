import type { ClientRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { noSuchClient, selectClient } from './select-client.ts'

/**
 * A client whom staff may write something down about: one round trip.
 *
 * @throws AppError `not_found`; `not_allowed` (`erased`) about somebody who asked to be forgotten; DatabaseError.
 */
export async function requireKnown(
  ctx: TenantContext,
  whose: { clientId: string; onlyTrainerId: string | null },
): Promise<ClientRow> {
  const [[client]] = await ctx.db.read([selectClient(ctx, whose)])
  if (!client) throw noSuchClient()
  if (client.erasedAt === null) return client
  throw new AppError('not_allowed', 'This client asked to be forgotten.', { reason: 'erased' })
}
