import type { ClientRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { insertLook, noSuchClient, selectClient } from './select-client.ts'

/**
 * One client, for a trainer one of their own. That somebody looked is written down: one round trip for both.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getClient(ctx: TenantContext, { clientId }: { clientId: string }): Promise<ClientRow> {
  const whose = { ...requireReach(ctx, 'clients:view'), clientId }
  const [[row]] = await ctx.db.write([selectClient(ctx, whose), insertLook(ctx, whose)])
  if (!row) throw noSuchClient()
  return row
}
