import { eq } from 'drizzle-orm'
import { clients, type ClientRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `unauthorized`, `not_found` */
export async function getClient(ctx: TenantContext, { clientId }: { clientId: string }): Promise<ClientRow> {
  requireStaff(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [[row]] = await read([orm.select().from(clients).where(eq(clients.id, clientId))])
  if (!row) throw new AppError('not_found', 'There is no such client.')
  return row
}
