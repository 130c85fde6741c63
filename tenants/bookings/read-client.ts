import { eq, sql } from 'drizzle-orm'
import { bookings, clients } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** What the studio knows of whoever books under an address. */
export type KnownClient = {
  id: string | null
  clientGroupId: string | null
  /** Nothing of theirs was ever confirmed. */
  isNew: boolean
}

/** One round trip. Throws DatabaseError. */
export async function readClient({ db }: TenantContext, email: string): Promise<KnownClient> {
  const hasCome = sql<number>`EXISTS (SELECT 1 FROM ${bookings} WHERE ${bookings.clientId} = ${clients.id}
    AND ${bookings.status} IN ('confirmed', 'checked_in', 'completed'))`
  const [[client]] = await db.read([
    db.orm
      .select({ id: clients.id, clientGroupId: clients.clientGroupId, hasCome })
      .from(clients)
      .where(eq(clients.email, email)),
  ])
  return { id: client?.id ?? null, clientGroupId: client?.clientGroupId ?? null, isNew: !client?.hasCome }
}
