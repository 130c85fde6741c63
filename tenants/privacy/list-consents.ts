import { desc, sql } from 'drizzle-orm'
import { consents, type ConsentRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { requireClientOrStaff } from './require-own-or-staff.ts'

export { consentKinds } from '../../db/tenant/schema/index.ts'

/**
 * What a client agreed to and took back, newest first, also as a client who turned out to be this one: the first of a
 * kind is how it is now. For the client and for staff.
 * One round trip; nobody's for an unknown client.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listConsents(
  ctx: TenantContext,
  { clientId }: { clientId: string },
): Promise<ConsentRow[]> {
  requireClientOrStaff(ctx, clientId, 'clients:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(consents)
      .where(
        sql`client_id IN (SELECT id FROM clients WHERE id = ${clientId} OR merged_into_id = ${clientId})`,
      )
      .orderBy(desc(consents.at), desc(sql`rowid`)),
  ])
  return rows
}
