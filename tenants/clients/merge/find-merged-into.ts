import { sql } from 'drizzle-orm'
import { clients } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { isOwnClient } from '../own-clients.ts'

/**
 * Who a client turned out to be; null for everybody who is still themselves, or whom the asker may not know. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function findMergedInto(
  ctx: TenantContext,
  { clientId }: { clientId: string },
): Promise<string | null> {
  const { onlyTrainerId } = requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [[kept]] = await read([
    orm
      .select({ id: clients.id })
      .from(clients)
      .where(
        sql`${clients.id} = (SELECT merged_into_id FROM clients WHERE id = ${clientId})
          AND ${isOwnClient(onlyTrainerId) ?? sql`1`}`,
      ),
  ])
  return kept?.id ?? null
}
