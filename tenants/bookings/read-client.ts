import { eq, sql } from 'drizzle-orm'
import { bookings, clients } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { ClientKey } from './client-key.ts'

/** What the studio knows of whoever books. */
export type KnownClient = {
  id: string | null
  /** By what commands find them: their address as it is now. */
  key: ClientKey
  clientGroupId: string | null
  /** Nothing of theirs was ever confirmed. */
  isNew: boolean
  /** Staff have stopped their booking by themselves, */
  isBlocked: boolean
  /** and why: for staff alone. */
  blockReason: string | null
}

/** Whoever has this address, or this id: one round trip. Throws DatabaseError. */
export async function readClient({ db }: TenantContext, key: ClientKey): Promise<KnownClient> {
  const hasCome = sql<number>`EXISTS (SELECT 1 FROM ${bookings} WHERE ${bookings.clientId} = ${clients.id}
    AND ${bookings.status} IN ('confirmed', 'checked_in', 'completed'))`
  const { id, email, clientGroupId, blockedAt, blockReason } = clients
  const [[client]] = await db.read([
    db.orm
      .select({ id, email, clientGroupId, blockedAt, blockReason, hasCome })
      .from(clients)
      .where(eq(key.includes('@') ? email : id, key)),
  ])
  return {
    id: client?.id ?? null,
    key: client ? (client.email ?? client.id) : key,
    clientGroupId: client?.clientGroupId ?? null,
    isNew: !client?.hasCome,
    isBlocked: typeof client?.blockedAt === 'number',
    blockReason: client?.blockReason ?? null,
  }
}
